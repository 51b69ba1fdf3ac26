import 'reflect-metadata';
import './identity.js';
