"""Looks: a folder with a `look.yaml` becomes a house style, or every problem of it."""

from briefgen.looks.load import LOOK, load_look

__all__ = ["LOOK", "load_look"]
