#!/usr/bin/env python3
"""Prints the bytes of the event file that Tests/TrainingTests/Reports expects, written by TensorBoard itself."""
import io

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def scalars(time, step, **values):
    items = [Summary.Value(tag=tag, simple_value=value) for tag, value in sorted(values.items())]
    return Event(wall_time=time, step=step, summary=Summary(value=items))


file = io.BytesIO()
writer = RecordWriter(file)
for event in [
    Event(wall_time=1000, file_version="brain.Event:2"),
    scalars(1000.25, 1, reward=0.5),
    scalars(1001, 300, kl=1e-7, reward=-0.25),
]:
    writer.write(event.SerializeToString())
print(file.getvalue().hex())
