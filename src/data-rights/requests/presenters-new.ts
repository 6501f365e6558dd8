import { paths } from '../../paths.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { answerWays, rights } from '../contact.ts';
import { answerWayWords, rightName } from '../presenters-words.ts';
import type { Day } from '../rules/days.ts';
import { one, type Typed } from './forms.ts';
import { takenChannels } from './forms-new.ts';
import { channelWords } from './presenters-words.ts';

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A request that is typed in: what was asked, by whom, how and when it came. */
export function newRequestPage(typed: Typed, today: Day, errors: FieldError[] = []): Page {
  const title = 'Type in a request';
  const names = ['message', 'actsFor', 'name', 'email', 'phone', 'address', 'adjustments'];
  const isOther = one(typed, 'forWhom') === 'other';
  const [right, channel, answerBy] = ['right', 'channel', 'answerBy'].map((name) => one(typed, name));
  return {
    view: 'data-rights/requests/new',
    frame: { title, section: 'requests', backLink: paths.dataRequests, errors },
    page: {
      ...{ title, action: paths.newRequestCase },
      typed: Object.fromEntries(names.map((name) => [name, one(typed, name)])),
      receivedOn: 'receivedOn' in typed ? one(typed, 'receivedOn') : today.split('-').reverse().join('/'),
      channels: takenChannels.map((value) => ({
        value,
        text: upperFirst(channelWords[value]),
        checked: channel === value,
      })),
      rights: rights.map((value) => ({ value, text: rightName(value), checked: right === value })),
      forWhom: [
        { value: 'myself', text: 'Themselves', checked: !isOther },
        { value: 'other', text: 'Somebody they represent', checked: isOther },
      ],
      answerWays: [
        { value: '', text: 'Any way given above', checked: !answerBy },
        ...answerWays.map((value) => ({ value, text: answerWayWords[value], checked: answerBy === value })),
      ],
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}
