import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    rollupOptions: {
      input: ['explore.html'],
      // Directives to a compiler that is not used here.
      onwarn: (warning, warn) => { if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning) },
    },
    chunkSizeWarningLimit: 5_000,
  },
  worker: { format: 'es' },
})
