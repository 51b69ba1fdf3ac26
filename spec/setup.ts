import 'reflect-metadata';
import './identity.js';
import './watched-time.js';
