// Loaded into each of many runs at a time: their AWS and GitHub, in the process of the test, answer at once all the same.
'use strict'

const { constants, setPriority } = require('node:os')

setPriority(constants.priority.PRIORITY_LOW)
