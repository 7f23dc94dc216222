// The modes that a breakpoint may have: in which directions it stops and, of data, whose accesses count.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal, type Language, type Text } from '../base/message';
import type { BreakpointMode } from '../debugger';
import { BAD_MODE } from './messages';

export type ModeName = BreakpointMode | 'own';

const EVERYTHING: P.BreakpointModeApplicability[] = ['source', 'exception', 'data', 'instruction'];

interface ModeRow {
  readonly label: Text;
  readonly description: Text;
  readonly appliesTo: readonly P.BreakpointModeApplicability[];
}

const MODES: Readonly<Record<ModeName, ModeRow>> = {
  both: {
    label: { en: 'Both directions', ko: '양방향' }, appliesTo: EVERYTHING,
    description: { en: 'Stops whether the program runs forward or back.', ko: '프로그램이 앞으로 가든 뒤로 가든 멈춥니다.' },
  },
  forward: {
    label: { en: 'Forward only', ko: '앞으로 갈 때만' }, appliesTo: EVERYTHING,
    description: { en: 'Stops only while the program runs forward.', ko: '프로그램이 앞으로 갈 때만 멈춥니다.' },
  },
  backward: {
    label: { en: 'Backward only', ko: '뒤로 갈 때만' }, appliesTo: EVERYTHING,
    description: { en: 'Stops only while the program runs back.', ko: '프로그램이 뒤로 갈 때만 멈춥니다.' },
  },
  own: {
    label: { en: 'This context only', ko: '이 컨텍스트만' }, appliesTo: ['data'],
    description: { en: 'Stops at accesses of this context, not at those of its parents or others.', ko: '이 컨텍스트의 접근에서만 멈추고, 부모나 다른 컨텍스트의 접근에서는 멈추지 않습니다.' },
  },
};

const NAMES = Object.keys(MODES) as ModeName[];

export function isMode(name: string): name is ModeName {
  return Object.hasOwn(MODES, name);
}

/** The modes as the protocol announces them. */
export function breakpointModes(language: Language): P.BreakpointMode[] {
  return NAMES.map((mode) => ({
    mode, label: MODES[mode].label[language], description: MODES[mode].description[language], appliesTo: [...MODES[mode].appliesTo],
  }));
}

/** The mode that a client names for a kind of breakpoint; refuses what there is not. Without a name: both. */
export function modeOf(name: string | undefined, kind: P.BreakpointModeApplicability): ModeName {
  if (name === undefined || name === '') return 'both';
  const known = NAMES.filter((mode) => MODES[mode].appliesTo.includes(kind));
  const mode = known.find((each) => each === name);
  if (mode === undefined) throw new Refusal(BAD_MODE, { mode: name.slice(0, 60), known: known.join(', ') });
  return mode;
}

/** {@link modeOf} where only directions are modes. */
export function directionModeOf(name: string | undefined, kind: 'source' | 'instruction' | 'exception'): BreakpointMode {
  const mode = modeOf(name, kind);
  return mode === 'own' ? 'both' : mode;
}
