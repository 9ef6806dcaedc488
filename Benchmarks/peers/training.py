#!/usr/bin/env python3
"""Steps of training (forward, backward, clipping, AdamW) of the trainer beside PyTorch: the same shapes, the same
number of tokens, in one run, turn by turn. Prints tokens a second (medians) and their ratio, and where the trainer's
time goes.

Needs torch, transformers and peft. `Benchmarks/run-training` builds the worker and starts this.
"""

import argparse
import json
import os
import statistics
import subprocess
import time

os.environ.pop("OPENBLAS_CORETYPE", None)
SHAPES = {
    "25M": dict(vocabulary=16_384, width=384, intermediate=1_024, layers=12, heads=6, key_value_heads=2),
    "120M": dict(vocabulary=32_768, width=768, intermediate=2_048, layers=15, heads=12, key_value_heads=4),
}
KINDS = {"f32": ("float32", False), "lora": ("float32", True), "bf16": ("bfloat16", False)}


class Trainer:
    """The worker of this project."""

    def __init__(self, path, shape, precision, lora):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.order(op="open", shape=shape, precision=precision, lora=lora)

    def order(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def step(self, sequences, length, seed):
        return self.order(op="step", sequences=sequences, length=length, seed=seed)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class PyTorch:
    """transformers' Qwen2 with torch.optim.AdamW."""

    def __init__(self, shape, precision, lora, threads):
        import torch
        from transformers import Qwen2Config, Qwen2ForCausalLM

        torch.set_num_threads(threads)
        self.torch, self.autocast = torch, precision == "bfloat16"
        self.model = Qwen2ForCausalLM(Qwen2Config(
            vocab_size=shape["vocabulary"], hidden_size=shape["width"], intermediate_size=shape["intermediate"],
            num_hidden_layers=shape["layers"], num_attention_heads=shape["heads"],
            num_key_value_heads=shape["key_value_heads"], tie_word_embeddings=True, use_cache=False,
            rope_theta=1_000_000.0)).train()
        if lora:
            from peft import LoraConfig, get_peft_model

            targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
            self.model = get_peft_model(self.model, LoraConfig(r=16, lora_alpha=32, target_modules=targets))
        trained = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(trained, lr=1e-4)
        self.trained, self.vocabulary = trained, shape["vocabulary"]

    def step(self, sequences, length, seed):
        torch = self.torch
        generator = torch.Generator().manual_seed(seed)
        tokens = torch.randint(0, self.vocabulary, (sequences, length), generator=generator)
        start, cpu = time.perf_counter(), time.process_time()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.autocast):
            loss = self.model(input_ids=tokens, labels=tokens).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimizer.step()
        loss = float(loss)
        return {"wall": time.perf_counter() - start, "cpu": time.process_time() - cpu, "loss": loss}

    def close(self):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--worker", required=True, help="the built training-worker")
    parser.add_argument("--shapes", nargs="+", default=list(SHAPES), choices=SHAPES)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS)
    parser.add_argument("--sequences", type=int, default=8)
    parser.add_argument("--length", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--alone", action="store_true", help="without PyTorch")
    parser.add_argument("--output", help="a file for the results as JSON")
    options = parser.parse_args()
    tokens, results = options.sequences * options.length, []
    for name in options.shapes:
        for kind in options.kinds:
            sides = {"ours": Trainer(options.worker, SHAPES[name], *KINDS[kind])}
            if not options.alone:
                sides["torch"] = PyTorch(SHAPES[name], *KINDS[kind], options.threads)
            times = {side: [] for side in sides}
            for seed in range(options.rounds + 1):
                for side, bench in sides.items():
                    answer = bench.step(options.sequences, options.length, seed)
                    if seed > 0:  # the first round warms up
                        times[side].append(answer)
            for bench in sides.values():
                bench.close()
            median = lambda side, key: statistics.median(t[key] for t in times[side])
            rate = {side: tokens / median(side, "wall") for side in times}
            row = {"shape": name, "kind": kind, "tokens_per_second": rate}
            line = f"{name:>5} {kind:>5}  ours {rate['ours']:7.0f} tokens/s"
            if "torch" in rate:
                row["ratio"] = rate["ours"] / rate["torch"]
                row["cpu_ratio"] = median("torch", "cpu") / median("ours", "cpu")
                line += f"  torch {rate['torch']:7.0f}  ratio {row['ratio']:.2f} (processor time {row['cpu_ratio']:.2f})"
            parts = {part: statistics.median(t["parts"][part] for t in times["ours"]) for part in times["ours"][0]["parts"]}
            row["parts"] = parts
            print(line + "  " + ", ".join(f"{part} {seconds:.3f} s" for part, seconds in parts.items()), flush=True)
            results.append(row)
    if options.output:
        with open(options.output, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
