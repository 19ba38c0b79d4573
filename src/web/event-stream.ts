/** Events as they happen → a response of server-sent events, whose reader may leave at any time. */

/** A sign of life: proxies close connections that are silent for a minute. */
const BEAT_MS = 15_000;

export type SendEvent = (event: string, data: unknown) => void;

/**
 * `work` sends events until it settles, and must not reject. When the reader leaves, `leave` is called, and what is sent
 * after that goes nowhere.
 */
export function eventStream(work: (send: SendEvent) => Promise<void>, leave: () => void): Response {
  const encoder = new TextEncoder();
  let beat: NodeJS.Timeout | undefined;
  let hasLeft = false;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (text: string) => {
        if (!hasLeft) controller.enqueue(encoder.encode(text));
      };
      beat = setInterval(() => write(": \n\n"), BEAT_MS);
      // Not awaited: a stream that is starting cannot be cancelled.
      void work((event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)).finally(() => {
        clearInterval(beat);
        if (!hasLeft) controller.close();
      });
    },
    cancel() {
      hasLeft = true;
      clearInterval(beat);
      leave();
    },
  });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=UTF-8",
      "Cache-Control": "no-store",
      // Proxies that gather a response before they pass it on do not do so with this one.
      "X-Accel-Buffering": "no",
    },
  });
}

export function wantsEvents(request: Request): boolean {
  return /(?:^|,)\s*text\/event-stream\s*(?:;|,|$)/i.test(request.headers.get("accept") ?? "");
}
