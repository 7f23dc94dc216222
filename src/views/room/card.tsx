// The card of shortcuts: above the picture when Presenter Mode begins, until it is put away.
import type { JSX } from 'preact';
import type { Language } from '../../base/message';
import { roomWord } from '../room-words';
import { SHORTCUTS } from '../shortcuts';

const isMac = navigator.platform.startsWith('Mac');

export function Card({ language }: { language: Language }): JSX.Element {
  return (
    <section class="card" aria-label={roomWord(language, 'shortcuts')}>
      <dl>
        {SHORTCUTS.map(({ word, keys, mac }) => (
          <div key={word}><dt><kbd>{isMac ? mac ?? keys : keys}</kbd></dt><dd>{roomWord(language, word)}</dd></div>
        ))}
      </dl>
    </section>
  );
}
