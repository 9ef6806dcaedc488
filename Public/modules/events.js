// Server-sent events out of a stream of bytes (https://html.spec.whatwg.org/multipage/server-sent-events.html).
// EventSource itself can only GET.

/**
 * @param stream A `ReadableStream` of bytes.
 * @yields `{name, id, data}` for each event; `id` is the last one that was told.
 */
export async function* readEvents(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let name = "";
  let id = "";
  let data = [];
  try {
    while (true) {
      const { value, done } = await reader.read();
      if (done) return; // An event without its blank line is incomplete and dropped.
      rest += value;
      // A lone carriage return ends a line too, unless a line feed may still follow it.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) yield { name: name || "message", id, data: data.join("\n") };
          name = "";
          data = [];
          continue;
        }
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const content = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "event") name = content;
        else if (field === "id" && !content.includes("\0")) id = content;
        else if (field === "data") data.push(content);
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
