"""Published editions are announced, by mail and by webhook, from an outbox that outlives a crash."""
