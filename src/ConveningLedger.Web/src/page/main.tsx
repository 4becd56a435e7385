import { StrictMode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'urql'
import { client } from './api'
import { App } from './App'
import './styles.css'

function Asking() {
  return <Provider value={useSyncExternalStore(client.subscribe, client.get)}><App /></Provider>
}

createRoot(document.getElementById('root')!).render(<StrictMode><Asking /></StrictMode>)
