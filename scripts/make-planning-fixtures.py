#!/usr/bin/env python3
"""Writes Tests/PlanningTests/Fixtures/graphs.json from a file of generated scene graphs (JSON lines).

The graphs were generated for trying placements and run through I-Design's own solver
(https://github.com/atcelen/IDesign, commit 6a56a5b); `original` is what that came to within 20 s.

    scripts/make-planning-fixtures.py GRAPHS.jsonl
"""
import json
import pathlib
import sys

IDS = ["solver_000", "solver_002", "solver_066", "solver_072", "solver_178", "solver_028", "solver_060",
       "solver_092", "solver_122", "solver_198"]

graphs = {g["id"]: g for g in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
chosen = [{"id": i, "room": graphs[i]["room"], "original": graphs[i]["status"],
           "objects": graphs[i]["objects_in_room"]} for i in IDS]
path = pathlib.Path(__file__).parent.parent / "Tests/PlanningTests/Fixtures/graphs.json"
path.parent.mkdir(parents=True, exist_ok=True)
lines = ",\n".join(json.dumps(g, separators=(",", ":")) for g in chosen)
path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
