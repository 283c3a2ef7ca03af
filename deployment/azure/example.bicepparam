// Copy to settings.bicepparam, which git leaves alone, fill in, and keep: each deployment reads it whole. It holds secrets,
// so let nobody else read it (chmod 600), and keep a copy where you keep passwords.
using 'main.bicep'

// Lower-case letters, digits and hyphens, a letter first. Another name makes another bot beside the first.
param name = 'inkopsbot'
param image = 'REGISTRY.azurecr.io/inkopsbot:0.1.0'
param registryName = 'REGISTRY'
// Who is told when the bot is not well.
param alertMail = ''

// Made once:  printf 'Bot1%s\n' "$(openssl rand -hex 24)"
param databasePassword = ''
// Azure makes the disk larger when it is nearly full, and a deployment that says less than it has is refused: write the new size.
param databaseSizeGB = 32
// Made once:  openssl rand -base64 32 | tr '+/' '-_'
param linkKey = ''

// Known when the app has been added to the experts' team: deployment/README.md, step 5.
param expertChannelId = ''
param expertServiceUrl = ''

// For what Teams cannot be told; empty: no mail. Port 25 is closed in Azure: use 587 or 465.
param smtpUrl = ''
param mailFrom = ''
param mailTo = ''

// Others of the bot's settings, by their names in the project's README.
param settings = [
  { name: 'INKOPSBOT_KEEP_TICKETS_DAYS', value: '730' }
  { name: 'INKOPSBOT_LOG_LEVEL', value: 'info' }
]

// After a restore: the server that was made, such as inkopsbot-restored.postgres.database.azure.com.
param databaseHost = ''
