// A refusal as the API words it is for programs, too: here it is told to whoever fills in a form.
import { plain } from '../kinds'
import { instantInWords } from '../time'

interface Told { readonly code: string; readonly message: string; readonly accepted: string }

const aKey = 'small letters, digits and hyphens, at most 64, such as dam-wall'

/** “dam-wal” of `Nothing was named 'dam-wal'.` */
const quotedIn = (message: string) => { const found = /'([^']*)'/.exec(message)?.[1]; return found === undefined ? 'This' : `“${found}”` }

const article = (words: string) => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`

/** `a person or a group` of `the key of a PERSON or GROUP`; what can be referred to, in words. */
function referred(accepted: string): string {
  const things = accepted.match(/[A-Z]{2,}(?:_[A-Z]+)*/g)?.map(one => article(plain(one)))
  return things?.length ? `${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(things)} that is here already: choose what is offered, or record it first` : 'what is here already: choose what is offered, or record it first'
}

const byCode: Readonly<Record<string, (told: Told) => Omit<Told, 'code'>>> = {
  UNKNOWN_KEY: ({ message, accepted }) => ({ message: `There is nothing here by the key ${quotedIn(message)}.`, accepted: referred(accepted) }),
  WRONG_KEY: ({ message, accepted }) => ({ message: `${quotedIn(message)} is something else here.`, accepted: referred(accepted) }),
  KEY_TAKEN: ({ message }) => ({ message: `${quotedIn(message)} is the key of something else.`, accepted: 'another key' }),
  NOT_A_SLUG: () => ({ message: 'It cannot be a key.', accepted: aKey }),
  REF_TAKEN: () => ({ message: 'Another entry has this short name.', accepted: 'another one, or none' }),
  UNKNOWN_ENTRY: ({ message }) => ({ message: `There is no entry ${quotedIn(message)}.`, accepted: 'an entry that is recorded: choose one that is offered' }),
  ID_TAKEN: () => ({ message: 'Something else was recorded from this form before.', accepted: 'to make it another entry' }),
  ALREADY_OPENED: ({ message }) => ({ message: `There is an endeavour at the address ${quotedIn(message)} already.`, accepted: 'another address' }),
  UNKNOWN_ENDEAVOUR: () => ({ message: 'There is no such endeavour, or you have no part in it.', accepted: 'one that you have a part in' }),
}

// Names of the API's values and instants, wherever they stand in a sentence.
const readable = (text: string) => text
  .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, instant => instantInWords(Date.parse(instant)))
  .replace(/\b[A-Z]{2,}(?:_[A-Z]+)+\b|\b[A-Z]{4,}\b/g, plain)
  .replace(/\b(?:[A-Z][a-z]+){2,}\b/g, kind => kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())
  .replaceAll('`', '').replace(/'([^']*)'/g, '“$1”').replace(/\bslug\b/g, 'key')

/** The same refusal in plain words. */
export const plainly = <T extends Told>(refusal: T): T => ({ ...refusal, ...(byCode[refusal.code]?.(refusal) ?? { message: readable(refusal.message), accepted: readable(refusal.accepted) }) })

interface Written { readonly envelope: object; readonly data: object }
const at = (written: Written, [part, ...path]: readonly string[]) => JSON.stringify(path.reduce<unknown>((within, name) => (within as Readonly<Record<string, unknown>> | undefined)?.[name], part === 'data' ? written.data : (written.envelope as Readonly<Record<string, unknown>>)[part!]))

/** Those whose field is as it was when they were told: what was changed since is no fault until it is looked over again. */
export const stillTold = <T extends { readonly path: readonly string[] }>(refusals: readonly T[], when: Written, now: Written): readonly T[] =>
  refusals.filter(({ path: [, ...path] }) => path.length === 0 || at(when, path) === at(now, path))
