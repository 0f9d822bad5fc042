"""The IRIs by which a store keeps records of itself."""

from __future__ import annotations

import pyoxigraph as ox

from kgqa.model import KGQA, META_GRAPH, XSD

META = ox.NamedNode(META_GRAPH.value)
STORE = ox.NamedNode("urn:kgqa:store")
FILE = ox.NamedNode(KGQA + "file")
LOADED_AT = ox.NamedNode(KGQA + "loadedAt")
CHANGED_AT = ox.NamedNode(KGQA + "changedAt")
LINE = ox.NamedNode(KGQA + "line")
DATE_TIME = ox.NamedNode(XSD + "dateTime")
EMPTY = ox.NamedNode("urn:kgqa:empty")
