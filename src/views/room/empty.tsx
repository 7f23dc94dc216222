// The room while nothing is being debugged: what one can do now, with a button for each beginning.
import type { JSX } from 'preact';
import type { Language } from '../../base/message';
import type { Beginning } from '../room-messages';
import { roomWord } from '../room-words';

const BEGINNINGS = ['newProgram', 'openExample', 'openLab'] as const satisfies readonly Beginning[];

export function Empty({ language, onBegin }: { language: Language; onBegin: (beginning: Beginning) => void }): JSX.Element {
  return (
    <section class="empty">
      <h1>{roomWord(language, 'room')}</h1>
      <p>{roomWord(language, 'empty')}</p>
      <p class="beginnings">{BEGINNINGS.map((each) => <button key={each} onClick={() => onBegin(each)}>{roomWord(language, each)}</button>)}</p>
    </section>
  );
}
