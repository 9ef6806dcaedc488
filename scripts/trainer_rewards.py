"""The server's rewards as reward functions of TRL, EasyR1 and verl. Nothing but Python's own library is needed.

METASPATIAL_URL is where the server listens, http://127.0.0.1:8080 where nothing is said; METASPATIAL_PROFILE the profile,
`metaspatial-v1` or `physical`; METASPATIAL_JUDGE a judge, nobody where nothing is said. docs/REWARDS.md has the settings of
each trainer. Data sets come from `metaspatial curate --form easyr1` and `--form verl`: their ground truth is JSON of the
room, `{"size_of_room": …, "scene_graph": …}`.
"""

import http.client
import json
import os
import urllib.parse

ADDRESS = urllib.parse.urlsplit(os.environ.get("METASPATIAL_URL", "http://127.0.0.1:8080"))


def rewards(pairs, timeout=600):
    """The results of (room, response) pairs, in their order; a room is a ground truth, as JSON or read already."""
    query = {"profile": os.environ.get("METASPATIAL_PROFILE", "metaspatial-v1")}
    if os.environ.get("METASPATIAL_JUDGE"):
        query["judge"] = os.environ["METASPATIAL_JUDGE"]

    def lines():
        for room, response in pairs:
            room = json.loads(room) if isinstance(room, str) else room
            item = {"size": room["size_of_room"], "scene_graph": room["scene_graph"], "response": response}
            for key in ("openings", "outline"):
                if room.get(key):
                    item[key] = room[key]
            yield json.dumps(item).encode() + b"\n"

    kind = http.client.HTTPSConnection if ADDRESS.scheme == "https" else http.client.HTTPConnection
    connection = kind(ADDRESS.hostname, ADDRESS.port, timeout=timeout)
    try:
        connection.request(
            "POST", ADDRESS.path.rstrip("/") + "/rewards?" + urllib.parse.urlencode(query), body=lines(),
            headers={"Content-Type": "application/x-ndjson"}, encode_chunked=True)
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"the rewards failed: {answer.status} {answer.read().decode(errors='replace')}")
        return [json.loads(line) for line in answer]
    finally:
        connection.close()


def text_of(completion):
    """A completion of TRL: a text, or messages whose contents are texts or lists of parts."""
    if isinstance(completion, str):
        return completion
    parts = [message["content"] for message in completion]
    return "".join(
        part if isinstance(part, str) else "".join(piece.get("text") or "" for piece in part) for part in parts
    )


def trl(completions, answer, **_):
    """For TRL's `reward_funcs`: `answer` is the data set's column of ground truths. What has no reward is None, which TRL
    leaves out."""
    results = rewards(zip(answer, map(text_of, completions)))
    return [result["total"] for result in results]


def easyr1(reward_inputs):
    """For EasyR1's `worker.reward.reward_function` with `worker.reward.reward_type=batch`."""
    results = rewards((item["ground_truth"], item["response"]) for item in reward_inputs)
    scores = []
    for result in results:
        terms = {name: value for name, value in (result["terms"] or {}).items() if isinstance(value, (int, float))}
        scores.append({"overall": result["total"] or 0.0, **{name: float(value) for name, value in terms.items()}})
    return keyed_alike(scores)


def keyed_alike(scores):
    """The same members in every score, as trainers average them by name."""
    names = {name for score in scores for name in score}
    return [{name: score.get(name, 0.0) for name in sorted(names)} for score in scores]


def verl(data_source, solution_str, ground_truth, extra_info=None, **_):
    """For verl's `custom_reward_function`, one answer at a time."""
    return rewards([(ground_truth, solution_str)])[0]["total"] or 0.0


def verl_batch(data_sources, solution_strs, ground_truths, extra_infos=None, **_):
    """For verl's `custom_reward_function` with `reward_model.reward_manager=batch`."""
    return [result["total"] or 0.0 for result in rewards(zip(ground_truths, solution_strs))]
