import type { CodegenConfig } from '@graphql-codegen/cli'

// Types and documents of the page, from the contract that the server's tests keep. What only the strand pages ask is made apart, so that
// the replay does not carry it.
const made = {
  preset: 'client' as const,
  presetConfig: { fragmentMasking: false },
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    onlyOperationTypes: true,
    scalars: { DateTime: 'string', EDTF: 'string', Slug: 'string', UUID: 'string', MomentText: 'string', NumberColumn: '(number | null)[]' },
  },
}

const config: CodegenConfig = {
  schema: '../../schema/convening-ledger.graphql',
  generates: {
    'src/page/gql/': { ...made, documents: ['src/page/**/*.{ts,tsx}', '!src/page/**/gql/**', '!src/page/routes/strands/**'] },
    'src/page/routes/strands/gql/': { ...made, config: { ...made.config, inlineFragmentTypes: 'combine' as const, mergeFragmentTypes: true }, documents: ['src/page/routes/strands/*.{ts,tsx}'] },
  },
}

export default config
