// Requests about layers: steps from one to another, staying in one, and what each of them did.
import { statsText } from '../meter/table';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { tellContinued, travel } from './journey';
import { stopped } from './serve-values';

export function serveLayers(adapter: Adapter): Handlers {
  return {
    'strata/stepLayer': ({ threadId, kind, back }, call) => {
      const { debuggee } = adapter;
      if (back === true) travel(adapter, call, () => debuggee.debug.stepLayerBack(kind, threadId));
      else debuggee.run(() => debuggee.debug.stepLayer(kind, threadId));
      tellContinued(adapter, call, threadId);
    },
    // An editor leaves arguments out that have nothing in them.
    'strata/stay': (given) => {
      adapter.debuggee.debug.stayIn(given?.threadId);
      adapter.debuggee.tellStaying();
    },
    'strata/stats': (given) => {
      const { debug } = stopped(adapter);
      const report = debug.stats(), text = statsText(report, { language: adapter.form.language, costs: given?.costs });
      return { ...report, text };
    },
  };
}
