import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  // The library brings what its tests need along, and that brings a validator that makes code.
  resolve: { alias: { '@rjsf/validator-ajv8': new URL('./src/page/record/noTests.ts', import.meta.url).pathname } },
  build: {
    rollupOptions: {
      input: ['index.html', 'explore.html'],
      // Directives to a compiler that is not used here.
      onwarn: (warning, warn) => { if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning) },
    },
    chunkSizeWarningLimit: 5_000,
    // What the content security policy lets in are files.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  test: { include: ['src/**/*.test.ts'] },
})
