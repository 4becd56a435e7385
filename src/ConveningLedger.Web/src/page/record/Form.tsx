// The templates and controls of the generated forms: plain HTML, each control with its label, what it is, and what is wrong with it.
import { createContext, useContext, useId, type ReactNode } from 'react'
import Form from '@rjsf/core'
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps, ErrorSchema, FieldTemplateProps, ObjectFieldTemplateProps, RJSFSchema, WidgetProps } from '@rjsf/utils'
import { DateInput, useDateRead } from './dates'
import { validator } from './validator'
import type { Schema } from './schemas'
import { choiceInWords, degreeInWords, degreesOf } from './words'
import { plain } from '../kinds'

/** What can be referred to, by what it is. */
export interface Offered { readonly key: string; readonly label: string; readonly thing: string; readonly element?: string | null }
export const Offers = createContext<readonly Offered[]>([])

const schemaOf = (schema: unknown) => schema as Schema

const few = 5
const fewSteps = 11
const short = 200

// Names are one line, whatever a text may be long.
const lines = new Set(['name', 'title', 'nature', 'where', 'through'])

const describedBy = (id: string, hasWhat: boolean, hasFault: boolean) => [hasWhat && `${id}__what`, hasFault && `${id}__fault`].filter(Boolean).join(' ') || undefined
const describing = ({ id, schema, rawErrors }: WidgetProps) => describedBy(id, !!schemaOf(schema).description, (rawErrors?.length ?? 0) > 0)

const isSteps = ({ type, minimum, maximum }: Schema) => type === 'integer' && minimum !== undefined && maximum !== undefined && maximum - minimum < fewSteps

/** Whether a member is chosen from options that are all shown: what names them names the group, and no single one. */
const isOptions = (of: Schema) => of.type === 'boolean' || isSteps(of) || !!of.items?.enum || (of.enum !== undefined && of.enum.length <= few)

/** What an item of a list is called. */
const numbered = (title: string) => title.replace(/-(\d+)$/, ' $1')

/** Keys are written, or taken from what there is. */
export function KeyInput({ id, value, change, things, elements, label, required, hasWhat, hasFault }: {
  id: string; value: string; change: (value: string) => void; things: readonly string[]; elements?: readonly string[] | undefined; label?: string; required?: boolean | undefined; hasWhat?: boolean; hasFault?: boolean
}) {
  const offered = useContext(Offers).filter(one => things.includes(one.thing) && (one.thing !== 'ELEMENT' || !elements || (one.element && elements.includes(one.element))))
  const list = useId()
  const known = offered.find(one => one.key === value)
  return (
    <span className="key-input">
      <input id={id} list={list} value={value} required={required} aria-label={label} aria-invalid={hasFault || undefined} aria-describedby={describedBy(id, !!hasWhat, !!hasFault)} autoComplete="off" onChange={event => change(event.target.value)} />
      <datalist id={list}>{offered.map(one => <option key={`${one.thing} ${one.key}`} value={one.key}>{one.label}</option>)}</datalist>
      {known && <span className="known-as">{known.label}</span>}
    </span>
  )
}

function Text(props: WidgetProps) {
  const { id, name, value, onChange, schema, required, rawErrors } = props
  const of = schemaOf(schema)
  const hasWhat = !!of.description
  const hasFault = (rawErrors?.length ?? 0) > 0
  const change = (text: string) => onChange(text === '' ? undefined : text)
  if (of['x-refers']) return <KeyInput id={id} value={value ?? ''} change={change} things={of['x-refers'].things} elements={of['x-refers'].elements} required={required} hasWhat={hasWhat} hasFault={hasFault} />
  if (of['x-refers-to-entry']) return <KeyInput id={id} value={value ?? ''} change={change} things={['ENTRY']} required={required} hasWhat={hasWhat} hasFault={hasFault} />
  if (of['x-format'] === 'edtf') return <Dated {...props} />
  const shared = { id, value: (value as string | undefined) ?? '', required, 'aria-invalid': hasFault || undefined, 'aria-describedby': describing(props) }
  return (of.maxLength ?? 0) > short && !lines.has(name)
    ? <textarea {...shared} rows={3} onChange={event => change(event.target.value)} />
    : <input {...shared} onChange={event => change(event.target.value)} />
}

function Dated(props: WidgetProps) {
  const { id, value, onChange, required, rawErrors } = props
  const text = (value as string | undefined) ?? ''
  return <DateInput id={id} value={text} read={useDateRead(text)} required={required} aria-invalid={(rawErrors?.length ?? 0) > 0} aria-describedby={describing(props)} onChange={event => onChange(event.target.value || undefined)} />
}

/** How strongly, in words with the number beside it; unsaid until it is said. */
function Slider(props: WidgetProps) {
  const { id, value, onChange, schema, name, rawErrors, registry } = props
  const of = schemaOf(schema)
  const { minimum = -1, maximum = 1, type } = of
  const degrees = degreesOf(registry.rootSchema as Schema, name, (registry.formContext as { data?: Readonly<Record<string, unknown>> }).data ?? {})
  const said = typeof value === 'number'
  const middle = (minimum + maximum) / 2
  const words = said ? degreeInWords(degrees, of, value) : 'not said'
  return (
    <span className="worded">
      <label><input type="checkbox" checked={said} onChange={event => onChange(event.target.checked ? middle : undefined)} /> say how much</label>
      <span aria-hidden="true">{degrees[0]}</span>
      <input id={id} type="range" min={minimum} max={maximum} step={type === 'integer' ? 1 : 0.1} value={said ? value : middle} data-unsaid={!said || undefined}
        aria-valuetext={said ? `${words}, ${value}` : words} aria-invalid={(rawErrors?.length ?? 0) > 0 || undefined} aria-describedby={describing(props)} onChange={event => onChange(Number(event.target.value))} />
      <span aria-hidden="true">{degrees[4]}</span>
      <output htmlFor={id}>{said ? `${words} (${value})` : words}</output>
    </span>
  )
}

/** Whole numbers, where they are few. */
function Steps(props: WidgetProps) {
  const { id, value, onChange, schema, required, name } = props
  const { minimum = 0, maximum = 0 } = schemaOf(schema)
  const inWords = (step: number) => name !== 'depth' ? `${step}` : step === minimum ? `${step}: cut` : step === maximum ? `${step}: as deep as can be` : `${step}`
  return (
    <span className="options" role="radiogroup" aria-labelledby={`${id}__label`} aria-describedby={describing(props)}>
      {!required && <label><input type="radio" name={id} checked={value === undefined} onChange={() => onChange(undefined)} /> not said</label>}
      {Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index).map((step, index) => <label key={step}><input type="radio" id={index === 0 ? id : undefined} name={id} checked={value === step} onChange={() => onChange(step)} /> {inWords(step)}</label>)}
    </span>
  )
}

function Choice(props: WidgetProps) {
  const { id, value, onChange, schema, required, multiple, rawErrors } = props
  const of = schemaOf(schema)
  const item = multiple ? of.items : of
  const values = item?.enum ?? []
  const usual = of['x-default']
  const unsaid = typeof usual === 'string' ? `not said: then ${plain(usual)}` : 'not said'
  if (multiple) {
    const chosen = (value as string[] | undefined) ?? []
    return <span className="options" role="group" aria-labelledby={`${id}__label`} aria-describedby={describing(props)}>{values.map((one, index) => <label key={one}><input type="checkbox" id={index === 0 ? id : undefined} checked={chosen.includes(one)} onChange={event => { const next = event.target.checked ? [...chosen, one] : chosen.filter(other => other !== one); onChange(next.length ? next : undefined) }} /> {choiceInWords(one, item)}</label>)}</span>
  }
  if (values.length <= few) {
    return (
      <span className="options" role="radiogroup" aria-labelledby={`${id}__label`} aria-describedby={describing(props)}>
        {!required && <label><input type="radio" name={id} checked={value === undefined} onChange={() => onChange(undefined)} /> {unsaid}</label>}
        {values.map((one, index) => <label key={one}><input type="radio" id={index === 0 ? id : undefined} name={id} checked={value === one} onChange={() => onChange(one)} /> {choiceInWords(one, of)}</label>)}
      </span>
    )
  }
  return (
    <select id={id} value={(value as string | undefined) ?? ''} required={required} aria-invalid={(rawErrors?.length ?? 0) > 0 || undefined} aria-describedby={describing(props)} onChange={event => onChange(event.target.value || undefined)}>
      <option value="">{required ? 'choose one' : unsaid}</option>{values.map(one => <option key={one} value={one}>{choiceInWords(one, of)}</option>)}
    </select>
  )
}

function Check(props: WidgetProps) {
  const { id, value, onChange } = props
  return <span className="options" role="radiogroup" aria-labelledby={`${id}__label`} aria-describedby={describing(props)}>{([[undefined, 'not said'], [true, 'yes'], [false, 'no']] as const).map(([one, words], index) => <label key={words}><input type="radio" id={index === 0 ? id : undefined} name={id} checked={value === one} onChange={() => onChange(one)} /> {words}</label>)}</span>
}

function Field({ id, label, rawDescription, rawErrors, children, required, schema, displayLabel, hidden }: FieldTemplateProps) {
  if (hidden) return <div hidden>{children}</div>
  const { type, items } = schemaOf(schema)
  const isGroup = type === 'object' || (type === 'array' && !items?.enum)
  const named = <>{numbered(label)}{required && <span className="needed"> (needed)</span>}</>
  return (
    <div className="field" id={`${id}__field`}>
      {!isGroup && displayLabel !== false && (isOptions(schemaOf(schema)) ? <span className="named" id={`${id}__label`}>{named}</span> : <label id={`${id}__label`} htmlFor={id}>{named}</label>)}
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
  : <fieldset><legend>{numbered(title)}</legend>{description && <span className="what">{description}</span>}{properties.map(property => property.content)}</fieldset>

const List = ({ title, items, canAdd, onAddClick, schema, required, rawErrors, fieldPathId }: ArrayFieldTemplateProps) => (
  <fieldset aria-describedby={describedBy(fieldPathId.$id, !!schemaOf(schema).description, (rawErrors?.length ?? 0) > 0)}><legend id={`${fieldPathId.$id}__label`}>{numbered(title)}{required && <span className="needed"> (needed)</span>}</legend>
    {schemaOf(schema).description && <span className="what" id={`${fieldPathId.$id}__what`}>{schemaOf(schema).description}</span>}{items}
    {canAdd && <button type="button" id={fieldPathId.$id} onClick={onAddClick}>{items.length ? 'Add another' : 'Add one'}<span className="spoken">: {numbered(title)}</span></button>}
  </fieldset>
)

const Item = ({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) => (
  <div className="item">{children}{buttonsProps.hasRemove && <button type="button" onClick={buttonsProps.onRemoveItem} aria-label={`Leave out ${index + 1}`}>Leave out</button>}</div>
)

const widgets = { TextWidget: Text, TextareaWidget: Text, SelectWidget: Choice, CheckboxesWidget: Choice, CheckboxWidget: Check, RangeWidget: Slider, RadioWidget: Steps }
const templates = { FieldTemplate: Field, ObjectFieldTemplate: ObjectFields, ArrayFieldTemplate: List, ArrayFieldItemTemplate: Item, ErrorListTemplate: () => null, TitleFieldTemplate: () => null, DescriptionFieldTemplate: () => null, FieldErrorTemplate: () => null }

/** Which control a member has where its schema alone does not say. */
function controls(schema: Schema): Record<string, unknown> {
  if (schema.type === 'object') return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, member]) => [name, controls(member)]))
  if (schema.type === 'array') return schema.items?.enum ? { 'ui:widget': 'checkboxes' } : { items: controls(schema.items ?? {}) }
  if (isSteps(schema)) return { 'ui:widget': 'radio' }
  // Said, for else it is shown without its name.
  if (schema.type === 'boolean') return { 'ui:widget': 'checkbox' }
  if ((schema.type === 'number' || schema.type === 'integer') && schema.minimum !== undefined && schema.maximum !== undefined) return { 'ui:widget': 'range' }
  return {}
}

/** What rjsf does not need to know: conditions and exclusions are the validator's, and defaults the server's: nothing is put in that nobody said. */
function forForms(schema: Schema): RJSFSchema {
  const { properties, items, default: usual, ...rest } = schema as Schema & Record<string, unknown>
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !['if', 'then', 'else', 'not', 'allOf', '$schema'].includes(name)))
  return { ...kept, ...(usual !== undefined && { 'x-default': usual }), ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, forForms(member)])) }), ...(items && { items: forForms(items) }) } as RJSFSchema
}

export function DataForm({ schema, data, change, faults, leftOut = [], prefix = 'data' }: {
  schema: Schema; data: Readonly<Record<string, unknown>>; change: (data: Record<string, unknown>) => void; faults: ErrorSchema; leftOut?: readonly string[]; prefix?: string
}) {
  const shown: Schema = { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !leftOut.includes(name))) }
  return (
    <Form schema={forForms({ ...shown, title: '', description: '' })} uiSchema={controls(shown)} formData={data} validator={validator} widgets={widgets} templates={templates} extraErrors={faults} formContext={{ data }} idPrefix={prefix} noValidate tagName="div"
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' } }} onChange={event => change(event.formData as Record<string, unknown>)}>
      <></>
    </Form>
  )
}
