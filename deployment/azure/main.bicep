// The bot in Azure: its identity and registration, a network with a container app and PostgreSQL, a key vault, logs, alarms.
//   az deployment group create --resource-group inkopsbot --parameters settings.bicepparam

targetScope = 'resourceGroup'

@description('Name of everything here. 3-20 lower-case letters, digits and single hyphens, with a letter first and no hyphen last.')
@minLength(3)
@maxLength(20)
param name string

@description('The image to run, with its registry and a tag or a digest.')
param image string

@description('Name of the Azure container registry, in this resource group, that the image is pulled from. Empty: a registry that asks for no login.')
param registryName string = ''

@description('Where the resources stand.')
param location string = resourceGroup().location

@secure()
@description('Password of the database. Lower and upper case and digits, as Azure demands; nothing else, for it stands in an address.')
@minLength(24)
param databasePassword string

@description('The database\'s disk. Azure makes it larger by itself when it is nearly full, and refuses a deployment that says less than it has.')
param databaseSizeGB int = 32

@description('Host name of a server that was restored, to use instead of the one that is made here. Empty: that one.')
param databaseHost string = ''

@secure()
@description('Key to the links of receipts: 32 random bytes, URL-safe base64.')
@minLength(44)
param linkKey string

@description('The experts\' channel, and the address that Teams takes the bot\'s messages at. Empty at first.')
param expertChannelId string = ''
param expertServiceUrl string = ''

@secure()
@description('Mail server for what Teams cannot be told, such as smtp://user:password@host:587. Empty: none.')
param smtpUrl string = ''
param mailFrom string = ''
param mailTo string = ''

@description('Who is told by mail when the bot is not well.')
param alertMail string

@description('Others of the bot\'s settings, each with name and value: how long things are kept, the folder of the content.')
param settings array = []

@description('One replica answers; the platform starts another when it dies. More share all but the self-check for jäv, whose answers stay in the process: docs/operations.md.')
param replicas int = 1

@description('S1 for production; F0 is free and limited to 10 000 messages a month outside Teams.')
@allowed(['F0', 'S1'])
param botSku string = 'S1'

var unique = uniqueString(resourceGroup().id, name)
var databaseUser = 'inkopsbot'
var databaseServer = '${name}-${unique}'
var databaseAddress = empty(databaseHost) ? '${databaseServer}.postgres.database.azure.com' : databaseHost
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

// The database is reached from inside alone. Nothing else is in the network, and nothing is peered with it.
resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/24'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.0.0.0/26'
          delegations: [
            { name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.0.0.64/28'
          delegations: [
            { name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }
          ]
        }
      }
    ]
  }

  resource forApps 'subnets' existing = {
    name: 'apps'
  }

  resource forDatabase 'subnets' existing = {
    name: 'database'
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource known 'virtualNetworkLinks' = {
    name: name
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = if (empty(databaseHost)) {
  name: databaseServer
  location: location
  dependsOn: [zone::known]
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '17'
    administratorLogin: databaseUser
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: databaseSizeGB, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network::forDatabase.id
      privateDnsZoneArmResourceId: zone.id
    }
  }

  resource own 'databases' = if (empty(databaseHost)) {
    name: 'inkopsbot'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}-${unique}', 24)
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }

  resource databaseUrl 'secrets' = {
    name: 'database-url'
    properties: {
      value: 'postgresql://${databaseUser}:${databasePassword}@${databaseAddress}/inkopsbot?sslmode=require'
    }
  }

  resource links 'secrets' = {
    name: 'link-key'
    properties: { value: linkKey }
  }

  resource mail 'secrets' = if (!empty(smtpUrl)) {
    name: 'smtp-url'
    properties: { value: smtpUrl }
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = if (!empty(registryName)) {
  name: empty(registryName) ? 'none' : registryName
}

resource pullsImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(registryName)) {
  name: guid(resourceGroup().id, registryName, identity.id, acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: {
      infrastructureSubnetId: network::forApps.id
      internal: false
    }
    workloadProfiles: [
      { name: 'Consumption', workloadProfileType: 'Consumption' }
    ]
  }
}

var hostname = '${name}.${environment.properties.defaultDomain}'
// With their versions: a value that changed is fetched at this deployment and not half an hour later.
var mailSecrets = empty(smtpUrl) ? [] : [
  { name: 'smtp-url', keyVaultUrl: vault::mail!.properties.secretUriWithVersion, identity: identity.id }
]
var mailSettings = empty(smtpUrl) ? [] : [
  { name: 'INKOPSBOT_SMTP_URL', secretRef: 'smtp-url' }
  { name: 'INKOPSBOT_MAIL_FROM', value: mailFrom }
  { name: 'INKOPSBOT_MAIL_TO', value: mailTo }
]

module app 'app.bicep' = {
  name: '${name}-app'
  dependsOn: [readsSecrets, pullsImages, database::own]
  params: {
    name: name
    location: location
    environmentId: environment.id
    identityId: identity.id
    image: image
    registryName: registryName
    secrets: concat([
      { name: 'database-url', keyVaultUrl: vault::databaseUrl.properties.secretUriWithVersion, identity: identity.id }
      { name: 'link-key', keyVaultUrl: vault::links.properties.secretUriWithVersion, identity: identity.id }
    ], mailSecrets)
    settings: concat([
      { name: 'INKOPSBOT_MICROSOFT_APP_ID', value: identity.properties.clientId }
      { name: 'INKOPSBOT_MANAGED_IDENTITY', value: 'true' }
      { name: 'INKOPSBOT_TENANT_ID', value: tenant().tenantId }
      { name: 'INKOPSBOT_DATABASE_URL', secretRef: 'database-url' }
      { name: 'INKOPSBOT_LINK_KEY', secretRef: 'link-key' }
      { name: 'INKOPSBOT_PUBLIC_URL', value: 'https://${hostname}' }
      { name: 'INKOPSBOT_EXPERT_CHANNEL_ID', value: expertChannelId }
      { name: 'INKOPSBOT_EXPERT_SERVICE_URL', value: expertServiceUrl }
    ], mailSettings, settings)
    replicas: replicas
  }
}

// Bots share one list of names, which is the world's.
resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-${unique}'
  location: 'global'
  kind: 'azurebot'
  sku: { name: botSku }
  properties: {
    displayName: 'Inköpsboten'
    endpoint: 'https://${hostname}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true }
    }
  }
}

// What an operator is told of at once, beside everything that is logged at level error: docs/operations.md says what to do.
var alarming = [
  'cannot be posted'
  'mail refused'
  'no token from Entra'
  'signing keys not fetched'
]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      { name: 'operators', emailAddress: alertMail, useCommonAlertSchema: true }
    ]
  }
}

// The tables of the log are made with their first line, so the queries cannot be tried before there is one.
resource errors 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = {
  name: '${name}-errors'
  location: location
  properties: {
    displayName: '${name}: errors in the log'
    severity: 2
    enabled: true
    scopes: [logs.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs_CL | where ContainerAppName_s == "${name}" | extend line = parse_json(Log_s) | where tostring(line.level) == "error" or tostring(line.event) in ("${join(alarming, '", "')}")'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [operators.id] }
  }
}

resource unready 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = {
  name: '${name}-unready'
  location: location
  properties: {
    displayName: '${name}: not ready'
    severity: 1
    enabled: true
    scopes: [logs.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT10M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppSystemLogs_CL | where ContainerAppName_s == "${name}" and Reason_s == "ProbeFailed" and Log_s has "readiness"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 2
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [operators.id] }
  }
}

resource absent 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-absent'
  location: 'global'
  properties: {
    description: 'The bot does not run at all.'
    severity: 1
    enabled: true
    scopes: [app.outputs.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'replicas'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Replicas'
          operator: 'LessThan'
          threshold: 1
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: [
      { actionGroupId: operators.id }
    ]
  }
}

resource restarts 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-restarts'
  location: 'global'
  properties: {
    description: 'The bot starts again and again.'
    severity: 1
    enabled: true
    scopes: [app.outputs.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'restarts'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'RestartCount'
          operator: 'GreaterThan'
          threshold: 2
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: [
      { actionGroupId: operators.id }
    ]
  }
}

@description('The id that the app package is built with: inkopsbot package --app-id ID --host HOST')
output appId string = identity.properties.clientId
output host string = hostname
output databaseHostName string = databaseAddress
output vaultName string = vault.name
