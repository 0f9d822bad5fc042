"""The process that the model runs in; started as a script, so that nothing but the runtime is imported.

On stdin it is given one line of JSON, on stdout it gives one: its address, or what the problem is. It ends when stdin
ends or its parent does, whichever comes first.
"""

import json
import os
import signal
import sys
import threading
import time
from typing import Any

PARENT_EVERY = 1.0
ASKED_AGAIN = 1024
"""Tokens beside the context that kgqa counts on: its first reply and what was wrong with it, when it asks again."""
LONGEST_REPLY = 800
"""Tokens of a reply where the request sets no limit: a small model may go round in circles for ever."""


def main() -> None:
    """Serve until the parent lets go."""
    # The parent decides when this ends; Ctrl-C goes to every process of a terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever the runtime prints must not be taken for what this program says.
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    wanted = json.loads(sys.stdin.readline())
    try:
        sys.path.insert(0, wanted["runtime"])
        server = served(wanted)
        answer = {"address": server.listening_address}
    except Exception as error:
        answer = {"problem": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=said, flush=True)
    if "address" in answer:
        threading.Thread(target=watch, args=(wanted["parent"],), daemon=True).start()
        sys.stdin.read()
    # Taking the runtime down in order takes longer, and may fail in its own way.
    os._exit(0)


def watch(parent: int) -> None:
    """End with the parent, even where a process that it forked keeps this one's stdin open."""
    while os.getppid() == parent:
        time.sleep(PARENT_EVERY)
    os._exit(0)


def served(wanted: dict[str, Any]) -> Any:
    """The runtime's server: on loopback alone, at a port that is free, with a key, and nothing that is not needed."""
    import xllamacpp

    given = xllamacpp.CommonParams()
    given.model.path = wanted["weights"]
    given.model_alias = {wanted["name"]}
    given.offline = True
    given.hostnames = ["127.0.0.1"]
    given.port = 0
    given.api_keys = [wanted["key"]]
    given.ui = given.endpoint_slots = given.endpoint_props = given.endpoint_metrics = False
    given.cors_origins, given.cors_credentials = "", False
    given.n_ctx = wanted["context"] + ASKED_AGAIN
    given.n_predict = LONGEST_REPLY
    given.n_gpu_layers = 0
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = wanted["threads"]
    given.n_threads_http = 4
    given.verbosity = 0
    # The same question has the same reply, bit for bit: greedy, one request at a time, and without flash attention.
    # Otherwise sums come out differently in their last digits when prompts are read together, or in other portions,
    # as they are where one begins like the one before: that much is kept, and not read again.
    given.n_parallel = 1
    given.cache_prompt = True
    given.cache_ram_mib = 0
    given.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    given.sampling.temp = 0.0
    given.sampling.seed = 0
    # Small models go round in circles, in lists above all: what was just said becomes less likely each time.
    given.sampling.penalty_freq = 0.4
    given.sampling.penalty_last_n = 64
    return xllamacpp.Server(given)


if __name__ == "__main__":
    main()
