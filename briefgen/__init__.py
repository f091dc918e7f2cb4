"""briefgen: policy briefs in which every quotation and figure is checked against its source."""

__version__ = "0.1.0"
