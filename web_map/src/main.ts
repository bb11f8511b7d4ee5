import { mount } from 'svelte';
import './tokens.css';
import './page.css';
import App from './parts/App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app element.');

export default mount(App, { target });
