// Colours as they come out on the screen, and how well one reads on another (WCAG 2.2, relative luminance and contrast ratio).

/** Red, green, blue from 0 to 255, and how much of what lies below they cover, from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, cover: number];

/** What lies below everything. */
const PAPER: Colour = [255, 255, 255, 1];

/** A colour in the words of a computed style; one that is none covers nothing. */
export function colourOf(text: string): Colour {
  const [red = 0, green = 0, blue = 0, cover = 1] = (text.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number), scale = text.startsWith('color(') ? 255 : 1;
  return /^(rgba?|color)\(/.test(text) ? [red * scale, green * scale, blue * scale, cover] : [0, 0, 0, 0];
}

/** A colour on another that covers all. */
export function over([red, green, blue, cover]: Colour, below: Colour): Colour {
  const mix = (upper: number, lower: number): number => upper * cover + lower * (1 - cover);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

/** The style's opacity and that of all around it. */
function opacityOf(element: Element): number {
  let opacity = 1;
  for (let each: Element | null = element; each !== null; each = each.parentElement) opacity *= Number(getComputedStyle(each).opacity);
  return opacity;
}

/** A colour of an element, with its opacity. */
export function colourIn(element: Element, property: 'color' | 'backgroundColor' | 'fill' | 'stroke', share: 'fillOpacity' | 'strokeOpacity' | undefined = undefined): Colour {
  const style = getComputedStyle(element), [red, green, blue, cover] = colourOf(style[property]);
  return [red, green, blue, cover * opacityOf(element) * (share === undefined ? 1 : Number(style[share]))];
}

/** What lies behind an element: its own background and those around it. */
export function behind(element: Element | null): Colour {
  if (element === null) return PAPER;
  const own = colourIn(element, 'backgroundColor');
  return over(own, own[3] === 1 ? PAPER : behind(element.parentElement));
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.slice(0, 3).map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1, the same, to 21, black on white. */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
