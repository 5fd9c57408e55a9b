// Reads server-sent events from a response: `EventSource` can send no token.

/**
 * Yields the events of a stream, as the living standard of HTML has them.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{name: string, data: string, id: string}>}
 */
export async function* readEvents(body) {
  let event = fresh();
  for await (const line of readLines(body)) {
    if (line === "") {
      if (event.data.length) yield { ...event, data: event.data.join("\n") };
      event = fresh();
      continue;
    }
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (field === "event") event.name = value ?? "";
    if (field === "data") event.data.push(value ?? "");
    if (field === "id") event.id = value ?? "";
  }
}

const fresh = () => ({ name: "message", data: [], id: "" });

async function* readLines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    yield* lines;
  }
}
