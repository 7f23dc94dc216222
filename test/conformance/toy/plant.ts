// The ways in which a fault is planted in the toy: something around what it does, on its way in, within it, or on its way out.
import type { Asked, Body, Given, Toy } from './toy';

/** Plants a fault. */
export type Plant = (toy: Toy) => void;

type Handler = (given: Given) => Body | undefined;

/** Puts something around the handler of a request. */
export function handler(command: string, around: (before: Handler, toy: Toy) => Handler): Plant {
  return (toy) => { toy.handlers[command] = around(toy.handlers[command], toy); };
}

/** Changes what the answers to a request say. */
export function answers(command: string, change: (body: Body) => Body): Plant {
  return handler(command, (before) => (given) => change(before(given) ?? {}));
}

/** Answers a request with the same, whatever it asks. */
export function always(command: string, body?: Body): Plant {
  return handler(command, () => () => body);
}

/** Changes what is asked before it is served. */
export function asks(command: string, change: (given: Given) => Given): Plant {
  return handler(command, (before) => (given) => before(change(given)));
}

/** Puts something around each stop. */
export function stops(around: (before: Toy['stop'], toy: Toy) => Toy['stop']): Plant {
  return (toy) => { toy.stop = around(toy.stop.bind(toy), toy); };
}

/** Serves only some of what is asked; the rest gets no answer. */
export function servesOnly(wanted: (asked: Asked, toy: Toy) => boolean): Plant {
  return (toy) => {
    const before = toy.serve.bind(toy);
    toy.serve = (asked) => { if (wanted(asked, toy)) before(asked); };
  };
}

/** Serves everything, but answers only some of it. */
export function answersOnly(wanted: (command: string, toy: Toy) => boolean): Plant {
  return (toy) => {
    const before = toy.answer.bind(toy);
    toy.answer = (asked, ...rest) => { if (wanted(asked.command, toy)) before(asked, ...rest); };
  };
}

/** Does something with what has come before it is served. */
export function firstOfAll(meddle: (queue: Asked[], toy: Toy) => void): Plant {
  return (toy) => {
    const before = toy.turn.bind(toy);
    toy.turn = () => {
      meddle(toy.queue, toy);
      before();
    };
  };
}

/** Changes every message on its way out; undefined: it is not sent. */
export function messages(change: (message: Body) => Body | undefined): Plant {
  return (toy) => {
    const before = toy.send.bind(toy);
    toy.send = (message) => {
      const changed = change(message);
      if (changed !== undefined) before(changed);
    };
  };
}

/** Changes the events of a name; undefined: they do not come. */
export function events(name: string, change: (body: Body) => Body | undefined): Plant {
  return messages((message) => {
    if (message.event !== name) return message;
    const body = change((message.body ?? {}) as Body);
    return body === undefined ? undefined : { ...message, body };
  });
}

/** Says each event of a name twice. */
export function twice(name: string): Plant {
  return (toy) => {
    const before = toy.event.bind(toy);
    toy.event = (event, body) => {
      before(event, body);
      if (event === name) before(event, body);
    };
  };
}

/** Does what a request leads to before its answer. */
export function tooEarly(command: string): Plant {
  return handler(command, (before, toy) => (given) => {
    const { later } = toy;
    toy.later = (follow) => follow();
    try {
      return before(given);
    } finally {
      toy.later = later;
    }
  });
}

/** Several at once. */
export function all(...plants: readonly Plant[]): Plant {
  return (toy) => { for (const plant of plants) plant(toy); };
}
