"""Reading of content files: YAML with the place of every key, and its shape held against a declared struct."""

from generator.sources.shape import convert
from generator.sources.yaml_source import MAX_BYTES, Source, read_source, read_text

__all__ = ["MAX_BYTES", "Source", "convert", "read_source", "read_text"]
