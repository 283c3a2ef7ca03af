// The container app. In a file of its own, so that what is known only during the deployment comes in as parameters: where such
// values stand in its arrays, Azure may refuse the app before it begins (microsoft/azure-container-apps#391 and #736).

param name string
param location string

@description('The environment that the app stands in, and the identity that pulls the image and reads the secrets.')
param environmentId string
param identityId string

param image string

@description('Name of the Azure container registry that the image is pulled from. Empty: a registry that asks for no login.')
param registryName string

@description('Each with name, and as keyVaultUrl where the vault has it.')
param secrets array

@description('The bot\'s settings, each with name, and value or secretRef.')
param settings array

param replicas int

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    managedEnvironmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: empty(registryName) ? [] : [
        { server: '${registryName}.azurecr.io', identity: identityId }
      ]
      ingress: { external: true, targetPort: 3978, allowInsecure: false, transport: 'http' }
      secrets: secrets
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'bot'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: settings
          probes: [
            { type: 'Startup', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 2, failureThreshold: 30 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 10, failureThreshold: 3 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 20, failureThreshold: 3 }
          ]
        }
      ]
      scale: {
        minReplicas: replicas
        maxReplicas: replicas
      }
    }
  }
}

output id string = app.id
