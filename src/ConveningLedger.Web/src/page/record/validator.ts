// Validation by the schemas themselves, without making code: the content security policy lets none be made.
import { Validator } from '@cfworker/json-schema'
import { toErrorSchema, type RJSFSchema, type RJSFValidationError, type ValidatorType } from '@rjsf/utils'

// What tells where another keyword failed tells nothing of its own.
const carriers = new Set(['properties', 'items', 'allOf', 'then', 'else', 'if', '$ref', 'additionalItems', 'prefixItems'])

const words: Readonly<Record<string, (error: string) => string>> = {
  required: () => 'This has to be said.',
  enum: () => 'This is none of the choices.',
  type: () => 'This is not of the kind that is wanted.',
  pattern: () => 'This is not written as it has to be.',
  minLength: () => 'This has to be said.',
  minItems: () => 'There have to be more.',
  uniqueItems: () => 'The same is there twice.',
  minimum: () => 'This is too small.',
  maximum: () => 'This is too large.',
  maxLength: () => 'This is too long.',
  not: () => 'This has a character that cannot be kept.',
}

/** What a schema finds wrong: each by the path of its member, from the data. */
export function faultsOf(schema: RJSFSchema, data: unknown): { readonly path: readonly string[]; readonly message: string; readonly keyword: string }[] {
  const { errors } = new Validator(schema as ConstructorParameters<typeof Validator>[0], '2020-12', false).validate(data)
  const found = errors.filter(error => !carriers.has(error.keyword)).map(error => {
    const path = error.instanceLocation.replace(/^#\/?/, '').split('/').filter(Boolean).map(part => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    const missing = error.keyword === 'required' ? /property "([^"]+)"/.exec(error.error)?.[1] : undefined
    return { path: missing ? [...path, missing] : path, message: (words[error.keyword] ?? ((text: string) => text))(error.error), keyword: error.keyword }
  })
  return found.filter((fault, index) => found.findIndex(other => other.path.join('/') === fault.path.join('/')) === index)
}

const errorsOf = (schema: RJSFSchema, data: unknown): RJSFValidationError[] =>
  faultsOf(schema, data).map(fault => ({ name: fault.keyword, message: fault.message, property: `.${fault.path.join('.')}`, stack: `${fault.path.join('.')}: ${fault.message}` }))

export const validator: ValidatorType = {
  validateFormData: (data, schema) => { const errors = errorsOf(schema, data); return { errors, errorSchema: toErrorSchema(errors) } },
  isValid: (schema, data, root) => new Validator({ ...schema, $defs: root.$defs } as ConstructorParameters<typeof Validator>[0], '2020-12').validate(data).valid,
  rawValidation: <Result,>(schema: RJSFSchema, data: unknown) => ({ errors: errorsOf(schema, data) as Result[] }),
}
