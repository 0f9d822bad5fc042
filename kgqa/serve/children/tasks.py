"""What the children of a server over a durable store do, by name; a nursery in a fresh process holds it."""

from kgqa.serve.children.evaluation import evaluation_in

TASKS = {"query": evaluation_in(None)}
