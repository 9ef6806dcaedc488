#!/usr/bin/env python3
"""Makes what the embeddings are tested with: a tiny sentence encoder of random weights with the vectors that
transformers computes of it, and small NumPy arrays.

usage: scripts/make-embedding-fixtures.py      (needs numpy, torch, tokenizers, transformers and safetensors)

Writes Tests/EmbeddingsTests/Fixtures: encoder/ (as sentence-transformers lays it out, its tokenizer in
tokenizer.json), clip/ (a CLIP's text half in two shards), plain/ (the same weights in F16 under other names, vocab.txt, the first token's vector, the tanh form
of GELU), expected.json, table.npy, table.npz and half.npy.
"""
import json
import pathlib
import shutil

import numpy
import torch
from safetensors.torch import save_file
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel

ROOT = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "EmbeddingsTests" / "Fixtures"
WORDS = """the a of with for sofa so ##fa chair table lamp bed room wood ##en leather ##s red blue old cafe kitchen
##er ##ing read reading corner in , . - ' ! ? 2 3 床 ##x é ü ß uber no ##rdic i 家 ##1 ##2""".split()
TEXTS = [
    "a reading chair", "Wooden TABLE, with 2 lamps!", "  the\told\u00a0sofa\n", "Café über naïve Ünknown",
    "家具の床", "sofas in the corner - red/blue", "", "x" * 120, "lea\u0301ther \u0000\u200bchair\ufffd", "İstanbul ẞ",
    "the sofa with the reading lamp in the corner of the old room for the blue chair and a bed " * 3,
]


def vectors(model, tokenizer, texts, limit, pooling):
    rows, ids = [], []
    for text in texts:
        tokenizer.enable_truncation(limit)
        tokens = tokenizer.encode(text).ids
        with torch.no_grad():
            hidden = model(input_ids=torch.tensor([tokens])).last_hidden_state[0]
        pooled = hidden.mean(0) if pooling == "mean" else hidden[0]
        rows.append((pooled / pooled.norm()).tolist())
        ids.append(tokens)
    return ids, rows


def clip(texts):
    """A tiny CLIP text model of random weights, and what transformers computes of it."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection

    fast = Tokenizer(models.BPE(end_of_word_suffix="</w>", unk_token="<|endoftext|>"))
    fast.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    pattern = Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")
    fast.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(pattern, "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    fast.train_from_iterator(
        texts + ["the reading chair's wooden leather sofa lamps, red and blue"] * 5,
        trainers.BpeTrainer(
            vocab_size=700, end_of_word_suffix="</w>", initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            special_tokens=["<|startoftext|>", "<|endoftext|>"], show_progress=False))
    start, end = fast.token_to_id("<|startoftext|>"), fast.token_to_id("<|endoftext|>")
    fast.post_processor = processors.TemplateProcessing(
        single="<|startoftext|> $A <|endoftext|>",
        special_tokens=[("<|startoftext|>", start), ("<|endoftext|>", end)])
    fast.decoder = decoders.ByteLevel()
    (ROOT / "clip").mkdir()
    fast.save(str(ROOT / "clip" / "tokenizer.json"))
    config = CLIPTextConfig(
        vocab_size=fast.get_vocab_size(), hidden_size=24, num_hidden_layers=2, num_attention_heads=3,
        intermediate_size=40, max_position_embeddings=20, projection_dim=16, hidden_act="quick_gelu",
        bos_token_id=start, eos_token_id=end, attn_implementation="eager")
    model = CLIPTextModelWithProjection(config).eval()
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    state = {name: value.half().contiguous() for name, value in model.state_dict().items()}
    model.load_state_dict({name: value.float() for name, value in state.items()})
    # Half of the tensors in each of two shards.
    names = sorted(name for name in state if not name.endswith("position_ids"))
    shards = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for shard, members in shards.items():
        save_file({name: state[name] for name in members}, ROOT / "clip" / shard)
    (ROOT / "clip" / "model.safetensors.index.json").write_text(json.dumps(
        {"weight_map": {name: shard for shard, members in shards.items() for name in members}}))
    config.save_pretrained(ROOT / "clip")
    fast.enable_truncation(20)
    ids, rows = [], []
    for text in texts:
        tokens = fast.encode(text).ids
        with torch.no_grad():
            vector = model(input_ids=torch.tensor([tokens])).text_embeds[0]
        ids.append(tokens)
        rows.append((vector / vector.norm()).tolist())
    return {"ids": ids, "vectors": rows}


def main() -> None:
    torch.manual_seed(6)
    shutil.rmtree(ROOT, ignore_errors=True)
    (ROOT / "encoder" / "1_Pooling").mkdir(parents=True)
    (ROOT / "plain" / "1_Pooling").mkdir(parents=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list("abcdefghijklmnopqrstuvwxyz")
    pieces += ["##" + letter for letter in "abcdefghijklmnopqrstuvwxyz"] + WORDS
    pieces = list(dict.fromkeys(pieces))
    vocabulary = ROOT / "plain" / "vocab.txt"
    vocabulary.write_text("\n".join(pieces) + "\n", encoding="utf-8")

    config = BertConfig(
        vocab_size=len(pieces), hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40,
        max_position_embeddings=48, attn_implementation="eager")
    model = BertModel(config).eval()
    for parameter in model.parameters():
        # Ten times what training begins with, so that every part of the model shows in the result.
        torch.nn.init.normal_(parameter, std=0.2)
    fast = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    fast.save(str(ROOT / "encoder" / "tokenizer.json"))
    state = {name: value.contiguous() for name, value in model.state_dict().items()}
    # Old checkpoints keep the positions' numbers beside the weights.
    state["embeddings.position_ids"] = torch.arange(48).unsqueeze(0)
    save_file(state, ROOT / "encoder" / "model.safetensors")
    config.save_pretrained(ROOT / "encoder")
    (ROOT / "encoder" / "modules.json").write_text(json.dumps([
        {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for index, (path, kind) in enumerate([("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")])
    ]))
    (ROOT / "encoder" / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 32}))
    (ROOT / "encoder" / "1_Pooling" / "config.json").write_text(json.dumps(
        {"word_embedding_dimension": 24, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True}))
    ids, rows = vectors(model, fast, TEXTS, 32, "mean")

    config.hidden_act = "gelu_new"
    other = BertModel(config).eval()
    half = {name: value.half().contiguous() for name, value in model.state_dict().items()}
    other.load_state_dict({name: value.float() for name, value in half.items()})
    renamed = {
        "bert." + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
        for name, value in half.items()
    }
    save_file(renamed, ROOT / "plain" / "model.safetensors")
    config.save_pretrained(ROOT / "plain")
    (ROOT / "plain" / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": False}))
    (ROOT / "plain" / "1_Pooling" / "config.json").write_text(json.dumps(
        {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}))
    cased = BertWordPieceTokenizer(str(vocabulary), lowercase=False)
    cased_ids, cased_rows = vectors(other, cased, TEXTS, 48, "first")
    (ROOT / "expected.json").write_text(json.dumps({
        "texts": TEXTS, "encoder": {"ids": ids, "vectors": rows}, "plain": {"ids": cased_ids, "vectors": cased_rows},
        "clip": clip(TEXTS),
    }, ensure_ascii=False))

    table = numpy.random.default_rng(6).standard_normal((7, 5)).astype("<f4")
    numpy.save(ROOT / "table.npy", table)
    numpy.save(ROOT / "half.npy", table.astype("<f2"))
    numpy.savez_compressed(ROOT / "table.npz", feats=table, other=numpy.zeros(3, "<f4"))
    numpy.save(ROOT / "columns.npy", numpy.asfortranarray(table))
    numpy.save(ROOT / "double.npy", table.astype("<f8"))
    numpy.save(ROOT / "objects.npy", numpy.array([{"a": 1}], dtype=object), allow_pickle=True)
    names = [f"thing{row}" for row in range(7)]
    for name in ["table", "half", "columns", "double", "objects"]:
        (ROOT / f"{name}.json").write_text(json.dumps(names))
    (ROOT / "numbers.json").write_text(json.dumps(table.tolist()))


if __name__ == "__main__":
    main()
