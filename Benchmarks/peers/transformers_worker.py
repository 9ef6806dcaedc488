"""Hugging Face transformers' side of the comparison: `transformers_worker.py THREADS`."""

import sys

import torch
from transformers import AutoModelForCausalLM, DynamicCache

from worker import Meter, serve, tokens


class Bench:
    def __init__(self, threads):
        torch.set_num_threads(threads)
        self.model = None

    def open(self, path):
        meter = Meter()
        with meter:
            self.model = AutoModelForCausalLM.from_pretrained(path, dtype="auto").eval()
            self.size = self.model.config.vocab_size
        return meter.times()

    @torch.inference_mode()
    def prefill(self, count):
        ids = torch.tensor([tokens(count, self.size)])
        meter = Meter()
        with meter:
            logits = self.model(ids, use_cache=True, logits_to_keep=1).logits
        return meter.times(first_logit=float(logits[0, 0, 0]))

    @torch.inference_mode()
    def decode(self, context, count, batch=1):
        cache = DynamicCache(config=self.model.config)
        self.model(torch.tensor([tokens(context, self.size)]), past_key_values=cache, logits_to_keep=1)
        cache.batch_repeat_interleave(batch)
        steps = [torch.tensor(tokens(batch, self.size, context + step * batch)).view(batch, 1) for step in range(count)]
        meter = Meter()
        with meter:
            for step in steps:
                self.model(step, past_key_values=cache)
        return meter.times()


serve(Bench(int(sys.argv[1])))
