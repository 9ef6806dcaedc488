"""Prompts and the grammar that all engines are given."""

ROOM = [4.0, 5.0, 2.8]
OBJECTS = [
    "bed_1", "nightstand_1", "nightstand_2", "wardrobe_1", "desk_1", "desk_chair_1", "bookshelf_1", "armchair_1",
    "floor_lamp_1", "rug_1",
]


SYSTEM = "You place furniture. Answer with one JSON list that gives the centre of each object in metres."


def user():
    lines = "\n".join(f"- {name}, about {size}" for name, size in zip(OBJECTS, (
        "1.6 x 2.0 x 0.5 m, against the north wall", "0.4 x 0.4 x 0.5 m, left of bed_1",
        "0.4 x 0.4 x 0.5 m, right of bed_1", "1.2 x 0.6 x 2.0 m, against the east wall",
        "1.4 x 0.7 x 0.75 m, under the window of the south wall", "0.5 x 0.5 x 0.9 m, in front of desk_1",
        "0.8 x 0.3 x 1.8 m, against the west wall", "0.8 x 0.8 x 0.9 m, facing bookshelf_1",
        "0.3 x 0.3 x 1.6 m, beside armchair_1", "2.0 x 1.4 x 0.02 m, in the middle of the room")))
    return (
        "A calm bedroom with a desk, 4.0 m from west to east, 5.0 m from south to north, 2.8 m high. Place these "
        f"objects so that nothing collides and all stay inside:\n{lines}")


def layout_prompt():
    """The same conversation as text, as the model's template writes it."""
    return (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{user()}<|im_end|>\n<|im_start|>assistant\n")


def grammar():
    """In GBNF, the language of the engine's own answer: numbers in the room with up to four decimals."""
    rules = [r'root ::= "<think></think><answer>["' + ' ", " '.join(f" object{index} " for index in range(len(OBJECTS))) + '"]</answer>"']
    for index, name in enumerate(OBJECTS):
        quoted = rf'{{\"new_object_id\":\"{name}\",\"x\":'
        rules.append(rf'object{index} ::= "{quoted}" x ",\"y\":" y ",\"z\":" z "}}"')
    rules += [
        'decimals ::= "." [0-9] [0-9]? [0-9]? [0-9]?',
        'zeros ::= "." "0" "0"? "0"? "0"?',
        'x ::= [0-3] decimals? | "4" zeros?',
        'y ::= [0-4] decimals? | "5" zeros?',
        'z ::= [0-1] decimals? | "2" | "2." [0-7] [0-9]? [0-9]? [0-9]? | "2.8" "0"? "0"? "0"?',
    ]
    return "\n".join(rules) + "\n"


def prompts():
    """Twenty questions in the chat form of SmolLM2."""
    questions = [
        "What is the capital of France?", "Write a short poem about the sea.", "How do I bake bread?",
        "Explain gravity to a child.", "List three uses of a paper clip.", "Who wrote Hamlet?",
        "What should stand beside a bed?", "How far is the moon?", "Write a haiku about winter.",
        "What is the difference between a frog and a toad?", "Give me a recipe for pancakes.",
        "How does a bicycle stay upright?", "Name five colours.", "Why is the sky blue?",
        "Tell me a story about a lost key.", "How do plants make food?", "What is a prime number?",
        "Describe a cosy living room.", "How can I sleep better?", "What makes a good chair?",
    ]
    system = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"
    return [
        f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n"
        for question in questions
    ]
