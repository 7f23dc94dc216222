// The machine room as a person sees it: a page inside the workbench's page.
import type { FrameLocator, Page } from 'playwright-core';

export class RoomPage {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator('iframe.webview.ready[src*="extensionId=strata.strata"]').frameLocator('#active-frame');
  }

  /** All texts of the picture. */
  async texts(): Promise<readonly string[]> {
    return this.frame.locator('.picture text').allTextContents();
  }

  /** Which instruction the room says that it stands before. */
  async count(): Promise<number> {
    const text = await this.frame.locator('.controls .count').textContent();
    return Number(/[\d.,]+/.exec(text ?? '')?.[0].replace(/[.,]/g, '') ?? NaN);
  }

  /** What somebody who does not see the picture is told. */
  async said(): Promise<string> {
    return await this.frame.locator('.said').textContent() ?? '';
  }

  /** Shows another pane. */
  async pane(name: string): Promise<void> {
    await this.frame.getByRole('tab', { name, exact: true }).click();
  }

  /** Presses the line of time of a branch, so far along it: 0 is its beginning, 1 the end of the longest one. */
  async travel(branch: number, part: number): Promise<void> {
    const row = this.frame.locator('.track-row').nth(branch - 1), box = await row.boundingBox();
    await row.click({ position: { x: (box?.width ?? 0) * part, y: (box?.height ?? 0) / 2 } });
  }

  /** Presses a button, by its name. */
  async press(name: string): Promise<void> {
    await this.frame.getByRole('button', { name, exact: true }).click();
  }
}
