import { defineConfig } from 'vite'
import { bundleConfig } from './web/bundle-config.ts'

export default defineConfig(bundleConfig())
