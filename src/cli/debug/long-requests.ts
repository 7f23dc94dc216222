// Requests that may take long, which Ctrl+C calls off: the machine is where it was then.
import { Refusal } from '../../base/message';
import { RequestFailed, type Client } from '../../client/client';
import type { Command, RequestArguments, ResponseBody } from '../../protocol/check';
import { PROMPT } from './messages';

/** What an adapter answers to a request that was cancelled. */
const CANCELLED = 'cancelled';

export class LongRequests {
  private pending: number | undefined;

  constructor(private readonly client: Client) {}

  /** Asks, until somebody calls it off. */
  async ask<C extends Command>(command: C, given: RequestArguments<C>): Promise<ResponseBody<C>> {
    const { seq, answer } = this.client.begin(command, given);
    this.pending = seq;
    const response = await answer;
    this.pending = undefined;
    if (response.success) return response.body as ResponseBody<C>;
    if (response.message !== CANCELLED) throw new RequestFailed(command, response);
    const { steps } = await this.client.request('strata/history');
    throw new Refusal(PROMPT.called_off, { steps });
  }

  /** Calls off what is on; false: nothing is. */
  callOff(): boolean {
    if (this.pending === undefined) return false;
    void this.client.ask('cancel', { requestId: this.pending });
    return true;
  }
}
