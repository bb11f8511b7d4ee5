import './embed.css';
export {};
