// A date as the server reads it, told while it is written.
import { useEffect, useState, type InputHTMLAttributes } from 'react'
import { useQuery } from 'urql'
import { DateDocument } from './documents'

export interface DateRead { readonly words: string | null; readonly fault: string | null }

const readAfter = 300

/** What can be written for a date. */
export const acceptedDates = 'a day such as 2024-05-03, a month, a year, roughly 2024-05~, unsure 2024?, spring 2024-21, between 2024-05/2024-07'

/** How the server reads a date, once the writing rests. */
export function useDateRead(text: string): DateRead {
  const [asked, setAsked] = useState('')
  useEffect(() => { const timer = setTimeout(() => setAsked(text.trim()), readAfter); return () => clearTimeout(timer) }, [text])
  const [{ data, error }] = useQuery({ query: DateDocument, variables: { text: asked }, pause: asked === '' })
  if (asked === '' || asked !== text.trim()) return { words: null, fault: null }
  return { words: data?.edtf.words ?? null, fault: error?.graphQLErrors.length ? `“${asked}” cannot be read as a date.` : null }
}

/** A date, and beside it how it is read. */
export function DateInput({ read, id, 'aria-describedby': described, 'aria-invalid': isWrong, ...input }: InputHTMLAttributes<HTMLInputElement> & { readonly id: string; readonly read: DateRead }) {
  return (
    <>
      <input {...input} id={id} aria-invalid={isWrong || read.fault !== null || undefined} aria-describedby={[described, `${id}__read`].filter(Boolean).join(' ')} />
      <output id={`${id}__read`} htmlFor={id}>{read.words ? `Read as: ${read.words}` : read.fault ? `${read.fault} Accepted: ${acceptedDates}.` : ''}</output>
    </>
  )
}
