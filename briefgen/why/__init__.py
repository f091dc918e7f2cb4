"""Why a brief prints what it prints, told from what its sections have written down."""

from briefgen.why.account import Account, Place, Section
from briefgen.why.answers import Answer, Line, of_document, of_item, overview

__all__ = ["Account", "Answer", "Line", "Place", "Section", "of_document", "of_item", "overview"]
