import type { CodegenConfig } from '@graphql-codegen/cli'

// Types and documents of the page, from the contract that the server's tests keep.
const config: CodegenConfig = {
  schema: '../../schema/convening-ledger.graphql',
  documents: ['src/page/**/*.{ts,tsx}', '!src/page/gql/**'],
  generates: {
    'src/page/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        onlyOperationTypes: true,
        scalars: { DateTime: 'string', EDTF: 'string', Slug: 'string', UUID: 'string', MomentText: 'string', NumberColumn: '(number | null)[]' },
      },
    },
  },
}

export default config
