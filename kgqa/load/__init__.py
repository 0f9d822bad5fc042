"""Files in, sourced facts out."""

from kgqa.load.bundled import bundled_folder, demonstration_files
from kgqa.load.loaded import Loaded, Problem
from kgqa.load.sources import read_sources

__all__ = ["Loaded", "Problem", "bundled_folder", "demonstration_files", "read_sources"]
