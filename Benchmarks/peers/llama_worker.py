"""llama.cpp's side of the comparison, on its C interface: `llama_worker.py THREADS`."""

import ctypes
import sys

import llama_cpp as llama
import numpy as np

from worker import Meter, serve, tokens


@llama.llama_log_callback
def silent(level, text, data):
    pass


class Bench:
    def __init__(self, threads):
        self.threads = threads
        self.model = self.context = None
        llama.llama_log_set(silent, None)
        llama.llama_backend_init()

    def open(self, path):
        meter = Meter()
        with meter:
            parameters = llama.llama_model_default_params()
            self.model = llama.llama_model_load_from_file(path.encode(), parameters)
            if not self.model:
                raise RuntimeError(f"cannot load {path}")
            self.vocabulary = llama.llama_model_get_vocab(self.model)
            self.size = llama.llama_vocab_n_tokens(self.vocabulary)
        return meter.times()

    def start(self, length, sequences=1):
        """A context with room for `length` tokens in all."""
        if self.context:
            llama.llama_free(self.context)
        parameters = llama.llama_context_default_params()
        parameters.n_ctx = length
        parameters.n_batch = 2048
        parameters.n_seq_max = sequences
        parameters.kv_unified = True  # so that sequences share the prompt's cells
        parameters.n_threads = parameters.n_threads_batch = self.threads
        parameters.no_perf = True
        self.context = llama.llama_init_from_model(self.model, parameters)
        if not self.context:
            raise RuntimeError("no context")
        self.memory = llama.llama_get_memory(self.context)

    def batch(self, rows):
        """Of (token, position, sequence, wants logits)."""
        batch = llama.llama_batch_init(len(rows), 0, 1)
        batch.n_tokens = len(rows)
        for index, (token, position, sequence, wanted) in enumerate(rows):
            batch.token[index] = token
            batch.pos[index] = position
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = sequence
            batch.logits[index] = wanted
        return batch

    def run(self, batch):
        if llama.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama_decode failed")
        llama.llama_synchronize(self.context)

    def feed(self, ids, first=0, meter=None):
        """A prompt, in batches of at most 2048 tokens; only the calls of the library are timed."""
        for start in range(0, len(ids), 2048):
            part = ids[start:start + 2048]
            rows = [
                (token, first + start + index, 0, start + index + 1 == len(ids)) for index, token in enumerate(part)
            ]
            batch = self.batch(rows)
            with meter or Meter():
                self.run(batch)
            llama.llama_batch_free(batch)

    def logits(self):
        row = llama.llama_get_logits_ith(self.context, -1)
        return np.ctypeslib.as_array(row, shape=(self.size,))

    def prefill(self, count):
        self.start(max(512, count))
        meter = Meter()
        self.feed(tokens(count, self.size), meter=meter)
        return meter.times(first_logit=float(self.logits()[0]))

    def decode(self, context, count, batch=1):
        self.start(context + batch * count + 64, max(batch, 1))
        self.feed(tokens(context, self.size))
        for sequence in range(1, batch):
            llama.llama_memory_seq_cp(self.memory, 0, sequence, -1, -1)
        meter = Meter()
        for step in range(count):
            ids = tokens(batch, self.size, context + step * batch)
            rows = self.batch([(token, context + step, sequence, 1) for sequence, token in enumerate(ids)])
            with meter:
                self.run(rows)
            llama.llama_batch_free(rows)
        return meter.times()

    def encode(self, text):
        data = text.encode()
        ids = (llama.llama_token * (len(data) + 8))()
        count = llama.llama_tokenize(self.vocabulary, data, len(data), ids, len(ids), False, True)
        return list(ids[:count])

    def text(self, ids):
        pieces = b""
        buffer = ctypes.create_string_buffer(256)
        for token in ids:
            length = llama.llama_token_to_piece(self.vocabulary, token, buffer, 256, 0, True)
            pieces += buffer.raw[:length]
        return pieces.decode(errors="replace")

    def greedy(self, prompts, count):
        answers = []
        for prompt in prompts:
            ids = self.encode(prompt)
            self.start(len(ids) + count + 64)
            self.feed(ids)
            chosen, seconds, gaps = [], [], []
            for step in range(count):
                logits = self.logits()
                best, second = top_two(logits)
                chosen.append(best)
                seconds.append(second)
                gaps.append(float(logits[best] - logits[second]))
                self.feed([best], first=len(ids) + step)
            answers.append({"prompt": ids, "tokens": chosen, "runners_up": seconds, "gaps": gaps})
        return {"answers": answers}

    def layout(self, prompt, objects, room, grammar):
        """A greedy answer under a GBNF grammar: the most probable token is checked against the grammar first, and
        only when it does not fit all tokens are, as llama.cpp's own programs do."""
        total, decoding = Meter(), Meter()
        ids = self.encode(prompt)
        with total:
            rules = llama.llama_sampler_init_grammar(self.vocabulary, grammar.encode(), b"root")
            if not rules:
                raise RuntimeError("the grammar does not parse")
            self.start(len(ids) + 2048)
            self.feed(ids)
            chosen, checked = [], 0
            with decoding:
                while True:
                    token = self.constrained(rules)
                    if llama.llama_vocab_is_eog(self.vocabulary, token):
                        break
                    llama.llama_sampler_accept(rules, token)
                    chosen.append(token)
                    self.feed([token], first=len(ids) + len(chosen) - 1)
            llama.llama_sampler_free(rules)
        return total.times(
            decode=decoding.times(), prompt_tokens=len(ids), tokens=len(chosen), drawn=len(chosen),
            text=self.text(chosen))

    def constrained(self, rules):
        logits = self.logits()
        best = int(logits.argmax())
        one = (llama.llama_token_data * 1)(llama.llama_token_data(best, 0.0, 0.0))
        view = llama.llama_token_data_array(one, 1, -1, False)
        llama.llama_sampler_apply(rules, ctypes.byref(view))
        if one[0].logit != float("-inf"):
            return best
        data = np.zeros(self.size, dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        data["id"] = np.arange(self.size)
        data["logit"] = logits
        pointer = data.ctypes.data_as(ctypes.POINTER(llama.llama_token_data))
        view = llama.llama_token_data_array(pointer, self.size, -1, False)
        llama.llama_sampler_apply(rules, ctypes.byref(view))
        return int(data["id"][data["logit"].argmax()])


def top_two(logits):
    best = int(logits.argmax())
    value = logits[best]
    logits[best] = -np.inf
    second = int(logits.argmax())
    logits[best] = value
    return best, second


serve(Bench(int(sys.argv[1])))
