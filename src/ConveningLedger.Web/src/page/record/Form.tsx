// The templates and controls of the generated forms: plain HTML, each control with its label, what it is, and what is wrong with it.
import { createContext, useContext, useId, type ReactNode } from 'react'
import Form from '@rjsf/core'
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps, ErrorSchema, FieldTemplateProps, ObjectFieldTemplateProps, RJSFSchema, WidgetProps } from '@rjsf/utils'
import { validator } from './validator'
import type { Schema } from './schemas'

/** What can be referred to, by what it is. */
export interface Offered { readonly key: string; readonly label: string; readonly thing: string; readonly element?: string | null }
export const Offers = createContext<readonly Offered[]>([])

const schemaOf = (schema: unknown) => schema as Schema

const few = 5
const short = 200

const describedBy = (id: string, hasFault: boolean) => `${id}__what${hasFault ? ` ${id}__fault` : ''}`

/** Keys are written, or taken from what there is. */
export function KeyInput({ id, value, change, things, elements, label, required, hasFault }: {
  id: string; value: string; change: (value: string) => void; things: readonly string[]; elements?: readonly string[] | undefined; label?: string; required?: boolean | undefined; hasFault?: boolean
}) {
  const offered = useContext(Offers).filter(one => things.includes(one.thing) && (one.thing !== 'ELEMENT' || !elements || (one.element && elements.includes(one.element))))
  const list = useId()
  const known = offered.find(one => one.key === value)
  return (
    <span className="key-input">
      <input id={id} list={list} value={value} required={required} aria-label={label} aria-invalid={hasFault || undefined} aria-describedby={label ? undefined : describedBy(id, !!hasFault)} autoComplete="off" onChange={event => change(event.target.value)} />
      <datalist id={list}>{offered.map(one => <option key={`${one.thing} ${one.key}`} value={one.key}>{one.label}</option>)}</datalist>
      {known && <span className="known-as">{known.label}</span>}
    </span>
  )
}

function Text({ id, value, onChange, schema, required, rawErrors }: WidgetProps) {
  const of = schemaOf(schema)
  const hasFault = (rawErrors?.length ?? 0) > 0
  const change = (text: string) => onChange(text === '' ? undefined : text)
  if (of['x-refers']) return <KeyInput id={id} value={value ?? ''} change={change} things={of['x-refers'].things} elements={of['x-refers'].elements} required={required} hasFault={hasFault} />
  if (of['x-refers-to-entry']) return <KeyInput id={id} value={value ?? ''} change={change} things={['ENTRY']} required={required} hasFault={hasFault} />
  const shared = { id, value: (value as string | undefined) ?? '', required, 'aria-invalid': hasFault || undefined, 'aria-describedby': describedBy(id, hasFault) }
  return (of.maxLength ?? 0) > short
    ? <textarea {...shared} rows={3} onChange={event => change(event.target.value)} />
    : <input {...shared} onChange={event => change(event.target.value)} />
}

const sides: Readonly<Record<string, readonly [string, string]>> = {
  strength: ['strongly against', 'strongly for'], stance: ['blocks', 'enables'], influence: ['moves little', 'moves a great deal'], permeability: ['closed', 'wide open'], leaning: ['the first pole', 'the second pole'],
}

const degree = (share: number) => share < 0.2 ? 0 : share < 0.4 ? 1 : share <= 0.6 ? 2 : share <= 0.8 ? 3 : 4

/** How strongly, in words with the number beside it; unsaid until it is said. */
function Slider({ id, value, onChange, schema, required, name, rawErrors }: WidgetProps) {
  const { minimum = -1, maximum = 1, type } = schemaOf(schema)
  const [low, high] = sides[name] ?? ['least', 'most']
  const said = typeof value === 'number'
  const middle = (minimum + maximum) / 2
  const words = said ? [low, `rather ${low}`, 'in between', `rather ${high}`, high][degree((value - minimum) / (maximum - minimum))] : 'not said'
  return (
    <span className="worded">
      {!required && <label><input type="checkbox" checked={said} onChange={event => onChange(event.target.checked ? middle : undefined)} /> say it</label>}
      <span aria-hidden="true">{low}</span>
      <input id={id} type="range" min={minimum} max={maximum} step={type === 'integer' ? 1 : 0.1} value={said ? value : middle} data-unsaid={!said || undefined}
        aria-valuetext={said ? `${words}, ${value}` : words} aria-invalid={(rawErrors?.length ?? 0) > 0 || undefined} aria-describedby={describedBy(id, (rawErrors?.length ?? 0) > 0)} onChange={event => onChange(Number(event.target.value))} />
      <span aria-hidden="true">{high}</span>
      <output htmlFor={id}>{said ? `${words} (${value})` : words}</output>
    </span>
  )
}

function Choice({ id, value, onChange, schema, required, multiple, rawErrors }: WidgetProps) {
  const of = schemaOf(schema)
  const values = (multiple ? of.items?.enum : of.enum) ?? []
  const words = (multiple ? of.items : of)?.['x-descriptions'] ?? {}
  const inWords = (one: string) => `${one.toLowerCase().replaceAll('_', ' ')}${words[one] ? `: ${words[one]}` : ''}`
  const hasFault = (rawErrors?.length ?? 0) > 0
  if (multiple) {
    const chosen = (value as string[] | undefined) ?? []
    return <span className="options" role="group" aria-labelledby={`${id}__label`}>{values.map(one => <label key={one}><input type="checkbox" checked={chosen.includes(one)} onChange={event => { const next = event.target.checked ? [...chosen, one] : chosen.filter(other => other !== one); onChange(next.length ? next : undefined) }} /> {inWords(one)}</label>)}</span>
  }
  if (values.length <= few) {
    return (
      <span className="options" role="radiogroup" aria-labelledby={`${id}__label`} aria-describedby={describedBy(id, hasFault)}>
        {!required && <label><input type="radio" name={id} checked={value === undefined} onChange={() => onChange(undefined)} /> not said</label>}
        {values.map((one, index) => <label key={one}><input type="radio" id={index === 0 ? id : undefined} name={id} checked={value === one} onChange={() => onChange(one)} /> {inWords(one)}</label>)}
      </span>
    )
  }
  return (
    <select id={id} value={(value as string | undefined) ?? ''} required={required} aria-invalid={hasFault || undefined} aria-describedby={describedBy(id, hasFault)} onChange={event => onChange(event.target.value || undefined)}>
      <option value="">{required ? 'choose one' : 'not said'}</option>{values.map(one => <option key={one} value={one}>{inWords(one)}</option>)}
    </select>
  )
}

function Check({ id, value, onChange }: WidgetProps) {
  return <span className="options" role="radiogroup" aria-labelledby={`${id}__label`}>{([[undefined, 'not said'], [true, 'yes'], [false, 'no']] as const).map(([one, words], index) => <label key={words}><input type="radio" id={index === 0 ? id : undefined} name={id} checked={value === one} onChange={() => onChange(one)} /> {words}</label>)}</span>
}

function Field({ id, label, rawDescription, rawErrors, children, required, schema, displayLabel, hidden }: FieldTemplateProps) {
  if (hidden) return <div hidden>{children}</div>
  const { type, items } = schemaOf(schema)
  const isGroup = type === 'object' || (type === 'array' && !items?.enum)
  return (
    <div className="field" id={`${id}__field`}>
      {!isGroup && displayLabel !== false && <label id={`${id}__label`} htmlFor={id}>{label}{required && <span className="needed"> (needed)</span>}</label>}
      {!isGroup && <Beside id={id} what={rawDescription ?? schemaOf(schema).description} faults={rawErrors} />}
      {children}
      {isGroup && <Beside id={id} faults={rawErrors} />}
    </div>
  )
}

export function Beside({ id, what, faults }: { id: string; what?: ReactNode; faults?: readonly string[] | undefined }) {
  return <>{what && <span className="what" id={`${id}__what`}>{what}</span>}{faults && faults.length > 0 && <span className="wrong" id={`${id}__fault`}>{faults.join(' ')}</span>}</>
}

const ObjectFields = ({ properties, title, description, fieldPathId }: ObjectFieldTemplateProps) => fieldPathId.path.length === 0
  ? <>{properties.map(property => property.content)}</>
  : <fieldset><legend>{title}</legend>{description && <span className="what">{description}</span>}{properties.map(property => property.content)}</fieldset>

const List = ({ title, items, canAdd, onAddClick, schema, required, fieldPathId }: ArrayFieldTemplateProps) => (
  <fieldset><legend id={`${fieldPathId.$id}__label`}>{title}{required && <span className="needed"> (needed)</span>}</legend>
    <span className="what">{schemaOf(schema).description}</span>{items}
    {canAdd && <button type="button" id={fieldPathId.$id} onClick={onAddClick}>{items.length ? 'Add another' : 'Add one'}</button>}
  </fieldset>
)

const Item = ({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) => (
  <div className="item">{children}{buttonsProps.hasRemove && <button type="button" onClick={buttonsProps.onRemoveItem} aria-label={`Leave out ${index + 1}`}>Leave out</button>}</div>
)

const widgets = { TextWidget: Text, TextareaWidget: Text, SelectWidget: Choice, CheckboxesWidget: Choice, CheckboxWidget: Check, RangeWidget: Slider, UpDownWidget: Slider }
const templates = { FieldTemplate: Field, ObjectFieldTemplate: ObjectFields, ArrayFieldTemplate: List, ArrayFieldItemTemplate: Item, ErrorListTemplate: () => null, TitleFieldTemplate: () => null, DescriptionFieldTemplate: () => null, FieldErrorTemplate: () => null }

/** Which control a member has where its schema alone does not say. */
function controls(schema: Schema): Record<string, unknown> {
  if (schema.type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, member]) => [name, controls(member)]))
  if (schema.type === 'array') return schema.items?.enum ? { 'ui:widget': 'checkboxes' } : { items: controls(schema.items ?? {}) }
  if ((schema.type === 'number' || schema.type === 'integer') && schema.minimum !== undefined && schema.maximum !== undefined) return { 'ui:widget': 'range' }
  return {}
}

/** What rjsf does not need to know: conditions and exclusions are the validator's. */
function plain(schema: Schema): RJSFSchema {
  const { properties, items, ...rest } = schema as Schema & Record<string, unknown>
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !['if', 'then', 'else', 'not', 'allOf', '$schema'].includes(name)))
  return { ...kept, ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, plain(member)])) }), ...(items && { items: plain(items) }) } as RJSFSchema
}

export function DataForm({ schema, data, change, faults, leftOut = [], prefix = 'data' }: {
  schema: Schema; data: Readonly<Record<string, unknown>>; change: (data: Record<string, unknown>) => void; faults: ErrorSchema; leftOut?: readonly string[]; prefix?: string
}) {
  const shown: Schema = { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !leftOut.includes(name))) }
  return (
    <Form schema={plain({ ...shown, title: '', description: '' })} uiSchema={controls(shown)} formData={data} validator={validator} widgets={widgets} templates={templates} extraErrors={faults} idPrefix={prefix} noValidate tagName="div"
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' } }} onChange={event => change(event.formData as Record<string, unknown>)}>
      <></>
    </Form>
  )
}
