import { Link } from 'wouter'
import { useQuery } from 'urql'
import type { EntryOfQuery } from '../../gql/graphql'
import { useLedger } from '../../ledger'
import { plain } from '../../kinds'
import { entryLink } from '../../panels/panels'
import { Words, wordDiff } from '../../panels/Words'
import { MovedDocument } from './documents'
import { justBefore, madeBy, type Changed } from './movement'
import { registers } from './registers'

type Entry = NonNullable<NonNullable<NonNullable<EntryOfQuery['endeavour']>['frame']>['entry']>
type Named = (key: string) => string

const isWord = (text: string) => /^[A-Z][A-Z_]+$/.test(text)

/**
 * What an entry moved: the difference between the moments just before it held and as it held, as far as it is the mover; of an entry about
 * another one, between what was known of that one just before and then.
 */
export function Moved({ entry, about, named }: { entry: Entry; about: string | null; named: Named }) {
  const { slug, view } = useLedger()
  const isMeta = entry.family === 'META'
  const at = isMeta ? about : entry.earliest
  const [from, to] = isMeta ? [{ at, knownAt: justBefore(entry.recordedAt) }, { at, knownAt: entry.recordedAt }] : [{ at: justBefore(entry.earliest) }, { at }]
  const [{ data, fetching, error }] = useQuery({ query: MovedDocument, variables: { slug, from: { ...from, as: view.as }, to: { ...to, as: view.as } }, pause: !at })
  const made = madeBy(data?.endeavour?.comparison?.changes.nodes ?? [], entry.uuid)
  const moves = entry.moves.nodes
  const key = (of: { readonly measure?: string | null; readonly subject: readonly string[] }) => [of.measure, ...of.subject].join(' ')
  const isShown = (change: Changed) => change.register === 'CALL_TEXT' && entry.kind === 'ConveningCallRevised'
  const told = new Set(moves.map(key))
  const others = made.filter(({ change }) => !(change.kind === 'MEASURE' && told.has(key(change))))
  return (
    <section className="moved"><h3>What it moved</h3>
      {moves.length + others.length === 0 && !fetching && <p>{error ? 'It could not be compared with what was before it.' : 'No number, wording, state or membership changed with it.'}</p>}
      <ul>
        {moves.map((move, index) => <li key={`move ${index}`}>{registers[move.measure]}{ofWhom(move, named)}: {move.before} → <b>{move.after}</b></li>)}
        {others.map(({ change, others: more }, index) => (
          <li key={index}>{change.kind === 'MEMBERSHIP' && <><span className="sign">{change.to?.isMember ? 'added' : 'ended'}</span> </>}{registers[change.register]}{ofWhom(change, named)}
            {change.kind === 'TEXT' ? (!change.from ? ', for the first time' : !change.to ? ', which ended' : isShown(change) ? ', as above' : <Words className="diff" runs={wordDiff(change.from.text ?? '', change.to.text ?? '')} />)
              : change.kind !== 'MEMBERSHIP' && <>: {change.from && <>{valueOf(change.from, named)} → </>}<b>{change.to ? valueOf(change.to, named) : 'nothing'}</b>{!change.from && ', for the first time'}</>}
            {more.length > 0 && <small> together with {more.map((one, place) => <span key={one.uuid}>{place > 0 && ', '}<EntryAt uuid={one.uuid} words={one.summary} /></span>)}</small>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function EntryAt({ uuid, words }: { uuid: string; words: string }) {
  return <Link href={entryLink(useLedger(), uuid)}>{words}</Link>
}

const valueOf = (value: NonNullable<Changed['from']>, named: Named): string => value.text ? named(value.text) : value.choice ? (isWord(value.choice) ? plain(value.choice) : named(value.choice)) : value.number !== null && value.number !== undefined ? String(value.number) : value.isMember ? 'yes' : 'no'

function ofWhom({ subject, elements }: { readonly subject: readonly string[]; readonly elements: readonly { readonly key: string; readonly name?: string | null }[] }, named: Named) {
  if (subject.length === 0) return ''
  return ` · ${subject.map(part => elements.find(one => one.key === part)?.name ?? (isWord(part) ? plain(part) : named(part))).join(' · ')}`
}
