// Typed calls and events over anything that passes messages. One interface describes both directions; whoever adds a
// line to it makes both ends fail to compile until they handle it. Errors travel back to the caller as reports.
import { BackpropError, reportOf, type ErrorReport } from '../text/errors.ts';

/** A road for messages: a worker, a worker's parent, a webview, a pair in a test. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What one side answers and what it says unasked. */
export interface Contract {
  calls: Record<string, (argument: never) => unknown>;
  events: Record<string, unknown>;
}
type Argument<Call> = Call extends (argument: infer A) => unknown ? A : never;
/** The argument as a rest parameter: none for a call that takes none. */
type Rest<Call> = Call extends () => unknown ? [] : [Argument<Call>];
type Result<Call> = Call extends (argument: never) => infer R ? Awaited<R> : never;

export type Handlers<C extends Contract> = {
  [Name in keyof C['calls']]: (
    argument: Argument<C['calls'][Name]>,
  ) => Result<C['calls'][Name]> | Promise<Result<C['calls'][Name]>>;
};
/** Makes each call's argument of whatever came, or throws. For a side that the other can't trust. */
export type Entries<C extends Contract> = {
  readonly [Name in keyof C['calls']]: (given: unknown) => Argument<C['calls'][Name]>;
};
export type Listeners<C extends Contract> = { [Name in keyof C['events']]: (payload: C['events'][Name]) => void };

type Message =
  | { kind: 'call'; id: number; name: string; argument: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; report: ErrorReport }
  | { kind: 'event'; name: string; payload: unknown };

export interface Served<C extends Contract> {
  emit<Name extends keyof C['events'] & string>(name: Name, payload: C['events'][Name]): void;
}

/**
 * The side that answers calls and emits events. A call it doesn't know, and a handler that throws, answer an error.
 * @param entries how arguments come in; as they are where it is not given
 */
export function serve<C extends Contract>(port: Port, handlers: Handlers<C>, entries?: Entries<C>): Served<C> {
  port.onMessage((received) => {
    const message = messageOf(received);
    if (message?.kind !== 'call') return;
    void answer(handlers, entries, message).then((reply) => port.post(reply));
  });
  return { emit: (name, payload) => port.post({ kind: 'event', name, payload } satisfies Message) };
}

/** What came, if it is a message at all. */
function messageOf(received: unknown): Message | undefined {
  return typeof received === 'object' && received !== null ? (received as Message) : undefined;
}

async function answer<C extends Contract>(
  handlers: Handlers<C>,
  entries: Entries<C> | undefined,
  { id, name, argument }: Extract<Message, { kind: 'call' }>,
): Promise<Message> {
  try {
    if (!Object.hasOwn(handlers, name)) throw new Error(`unknown call ${name}`);
    const call: keyof C['calls'] = name;
    const entered: unknown = entries ? entries[call](argument) : argument;
    const value: unknown = await handlers[call](entered as never);
    return { kind: 'result', id, value };
  } catch (thrown) {
    return { kind: 'error', id, report: reportOf(thrown) };
  }
}

export interface Connected<C extends Contract> {
  call<Name extends keyof C['calls'] & string>(
    name: Name,
    ...argument: Rest<C['calls'][Name]>
  ): Promise<Result<C['calls'][Name]>>;
  /** The other side is gone: every open and later call is rejected with this. */
  fail(report: ErrorReport): void;
}

/** The side that calls and listens. */
export function connect<C extends Contract>(port: Port, listeners: Listeners<C>): Connected<C> {
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let failed: ErrorReport | undefined;
  let lastId = 0;
  port.onMessage((received) => {
    const message = messageOf(received);
    if (message?.kind === 'event') {
      if (Object.hasOwn(listeners, message.name))
        listeners[message.name as keyof Listeners<C>](message.payload as never);
    } else if (message?.kind === 'result') {
      open.get(message.id)?.resolve(message.value as never);
      open.delete(message.id);
    } else if (message?.kind === 'error') {
      open.get(message.id)?.reject(new BackpropError(message.report));
      open.delete(message.id);
    }
  });
  return {
    call: (name, ...[argument]) =>
      new Promise((resolve, reject) => {
        if (failed) return reject(new BackpropError(failed));
        const id = ++lastId;
        open.set(id, { resolve, reject });
        port.post({ kind: 'call', id, name, argument } satisfies Message);
      }),
    fail(report) {
      failed = report;
      for (const { reject } of open.values()) reject(new BackpropError(report));
      open.clear();
    },
  };
}
