import { useQuery } from 'urql'
import { DateDocument } from '../../record/documents'
import { dayInWords, parseDay } from '../../time'

/** The day that was written as one; null: it was written in another way, which is worth showing. */
export const plainDay = (text: string) => text.length === 10 ? parseDay(text) : null

/** A date as it was written, in words: as the server reads it, where it is no plain day. */
export function DateInWords({ text }: { text: string }) {
  const on = plainDay(text)
  const [{ data }] = useQuery({ query: DateDocument, variables: { text }, pause: on !== null })
  return <>{on !== null ? dayInWords(on) : data?.edtf.words ?? text}</>
}
