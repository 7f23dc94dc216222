// Looks at a page as a reader would who finds every fault: texts that are cut off, that lie on each other or across a border, that are too
// small, or too pale for what is behind them. Runs in the page.
import { behind, colourIn, contrast, over, type Colour } from './colours';
import type { Demands } from './demands';

/** A line of a text, where it is on the page. */
interface Piece {
  readonly element: Element;
  readonly text: string;
  readonly box: DOMRect;
}

/** How far texts may reach into each other or out of something, in pixels: letters do not fill their boxes. */
const SLACK = 1;
/** Room above and below the letters of a text in a picture, as a part of its box: a line there cuts no letter. */
const LEADING = 0.15;

/** All faults, in words; none where the page is as it should be. */
export function inspect({ font, contrast: least }: Demands): string[] {
  const pieces = [...document.body.querySelectorAll('*')].flatMap(piecesOf);
  return [
    ...pieces.flatMap(cutOff), ...overlaps(pieces), ...pieces.flatMap(crossings),
    ...pieces.filter(({ element }) => parseFloat(getComputedStyle(element).fontSize) < font).map((piece) => `${nameOf(piece)}: smaller than ${font} px`),
    ...pieces.flatMap((piece) => pale(piece, least)),
  ];
}

/** How many lines of text there are: a page without any is no proof. */
export function countTexts(): number {
  return [...document.body.querySelectorAll('*')].flatMap(piecesOf).length;
}

function nameOf({ text, element }: Piece): string {
  return `"${text.trim()}" (${element.getAttribute('class') ?? element.tagName.toLowerCase()})`;
}

/** The lines of the texts that an element itself has. */
function piecesOf(element: Element): Piece[] {
  if (['SCRIPT', 'STYLE', 'title'].includes(element.tagName) || !element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) || isForReaders(element)) return [];
  return [...element.childNodes].flatMap((node) => {
    if (!(node instanceof Text) || node.data.trim() === '') return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = element instanceof SVGElement ? [element.getBoundingClientRect()] : [...range.getClientRects()];
    return boxes.map((box) => ({ element, text: node.data, box }));
  });
}

/** Whether something is only there to be read out. */
function isForReaders(element: Element): boolean {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    if (each.clientWidth === 1 && each.clientHeight === 1 && getComputedStyle(each).overflow === 'hidden') return true;
  }
  return false;
}

/** Texts that reach out of what shows them, where no bar scrolls to them. */
function cutOff(piece: Piece): string[] {
  const { left, top, right, bottom } = piece.box, x = shownIn(piece.element, 'overflowX'), y = shownIn(piece.element, 'overflowY');
  const isInside = left >= x.left - SLACK && right <= x.right + SLACK && top >= y.top - SLACK && bottom <= y.bottom + SLACK;
  return isInside ? [] : [`${nameOf(piece)}: cut off`];
}

/** Where something can be seen: all that can be scrolled to, or what is not hidden. */
function shownIn(element: Element, overflow: 'overflowX' | 'overflowY'): DOMRect {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    const way = getComputedStyle(each)[overflow];
    if (way === 'hidden' || way === 'clip') return each.getBoundingClientRect();
    if (way !== 'visible') return scrolled(each);
  }
  return scrolled(document.scrollingElement!);
}

function scrolled(element: Element): DOMRect {
  const { left, top } = element === document.scrollingElement ? new DOMRect() : element.getBoundingClientRect();
  return new DOMRect(left - element.scrollLeft, top - element.scrollTop, element.scrollWidth, element.scrollHeight);
}

function overlaps(pieces: readonly Piece[]): string[] {
  const meet = (a: DOMRect, b: DOMRect): boolean => (
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK);
  return pieces.flatMap((one, i) => pieces.slice(i + 1).filter((other) => meet(one.box, other.box)).map((other) => `${nameOf(one)} lies on ${nameOf(other)}`));
}

/** The letters of a text in a picture. */
function inner({ box }: Piece): DOMRect {
  return new DOMRect(box.x + SLACK, box.y + box.height * LEADING, box.width - 2 * SLACK, box.height * (1 - 2 * LEADING));
}

/** Boxes and lines of a picture that cut through its text. */
function crossings(piece: Piece): string[] {
  const picture = piece.element.closest('svg');
  if (picture === null) return [];
  const letters = inner(piece), faults: string[] = [];
  for (const shape of picture.querySelectorAll('rect, line')) {
    const { left, top, right, bottom } = shape.getBoundingClientRect(), part = shape.closest('[class]')?.getAttribute('class') ?? '';
    const apart = right <= letters.left || left >= letters.right || bottom <= letters.top || top >= letters.bottom;
    const around = left <= letters.left && right >= letters.right && top <= letters.top && bottom >= letters.bottom;
    if (!apart && (shape instanceof SVGLineElement || !around)) faults.push(`${nameOf(piece)}: crossed by ${part}`);
  }
  return faults;
}

/** A text that can hardly be told from what is behind it. What cannot be used now may be pale. */
function pale(piece: Piece, least: number): string[] {
  const { element } = piece;
  if (element.closest(':disabled') !== null) return [];
  const inPicture = element instanceof SVGElement, ground = inPicture ? behindInPicture(piece) : behind(element);
  const found = contrast(over(colourIn(element, inPicture ? 'fill' : 'color'), ground), ground);
  return found < least ? [`${nameOf(piece)}: contrast ${found.toFixed(2)}, not ${least}`] : [];
}

/** What is behind a text of a picture: the boxes below it, in the order in which they are painted. */
function behindInPicture({ element, box }: Piece): Colour {
  const picture = element.closest('svg')!, x = box.x + box.width / 2, y = box.y + box.height / 2;
  let ground = behind(picture);
  for (const rect of picture.querySelectorAll('rect')) {
    const { left, top, right, bottom } = rect.getBoundingClientRect();
    const below = (rect.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (below && x >= left && x <= right && y >= top && y <= bottom) ground = over(colourIn(rect, 'fill', 'fillOpacity'), ground);
  }
  return ground;
}
