using 'main.bicep'

param name = 'inkopsbot'
// The registry that you push the image to.
param image = readEnvironmentVariable('BOT_IMAGE')
param registryName = readEnvironmentVariable('BOT_REGISTRY', '')
// Made once, and kept where you keep passwords; they are read from the environment and stand in no file.
param databasePassword = readEnvironmentVariable('BOT_DATABASE_PASSWORD')
param linkKey = readEnvironmentVariable('BOT_LINK_KEY')
// Known when the app has been added to the experts' team: deployment/README.md, step 5.
param expertChannelId = readEnvironmentVariable('BOT_EXPERT_CHANNEL_ID', '')
param expertServiceUrl = readEnvironmentVariable('BOT_EXPERT_SERVICE_URL', '')
