# Autoscalers, disruption budgets, limits, quotas and priorities.
cat <<END > hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 5
  metrics:
  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
  - {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}}
  behavior: {scaleDown: {stabilizationWindowSeconds: 60, policies: [{type: Pods, value: 1, periodSeconds: 60}]}}
END
kubectl create -f hpa.yaml
kubectl get hpa
kubectl get hpa web -o yaml
kubectl describe hpa web
kubectl describe hpa.v1.autoscaling web
kubectl describe -f hpa.yaml
kubectl patch hpa web -p '{"spec":{"maxReplicas":7}}'
kubectl get hpa web -o jsonpath='{.spec.maxReplicas}'
sed 's/minReplicas: 1/minReplicas: 9/; s/name: web}$/name: bad}/' hpa.yaml > bad.yaml; kubectl create -f bad.yaml
sed 's/maxReplicas/maxReplica/' hpa.yaml | kubectl create -f -
kubectl explain hpa.spec.metrics
kubectl delete hpa web
cat <<END > pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
END
kubectl apply -f pdb.yaml
kubectl get pdb
kubectl get pdb -o wide
kubectl get pdb web -o yaml
kubectl describe pdb web
kubectl patch pdb web --type=json -p '[{"op":"remove","path":"/spec/minAvailable"},{"op":"add","path":"/spec/maxUnavailable","value":"25%"}]'
kubectl describe pdb web
kubectl patch pdb web -p '{"spec":{"minAvailable":1}}'
kubectl explain pdb.spec
kubectl delete pdb web
cat <<END > limits.yaml
apiVersion: v1
kind: LimitRange
metadata: {name: one}
spec:
  limits:
  - {type: PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 1024Gi}}
END
kubectl create ns limited
kubectl create -f limits.yaml -n limited
kubectl get limits -n limited
kubectl get limitrange one -n limited -o yaml
kubectl describe limits one -n limited
kubectl label limits one a=b -n limited
kubectl create -f limits.yaml -n limited
cat <<END > quota.yaml
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "10", requests.cpu: 1500m, count/configmaps: "5"}}
END
kubectl apply -f quota.yaml -n limited
kubectl get quota -n limited
kubectl get quota q -n limited -o jsonpath='{.spec.hard}'
kubectl describe quota q -n limited
kubectl describe ns limited
kubectl patch quota q -n limited --type=merge -p '{"spec":{"hard":{"pods":"20"}}}'
sed 's/"10"/ten/' quota.yaml | kubectl apply -n limited -f -
kubectl delete quota,limits --all -n limited
cat <<END > pc.yaml
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
preemptionPolicy: PreemptLowerPriority
description: goes first
END
kubectl create -f pc.yaml
kubectl get pc
kubectl get pc high -o yaml
kubectl describe pc high
kubectl describe pc system-node-critical
kubectl annotate pc high a=b
kubectl patch pc high -p '{"value":5}'
kubectl patch pc high -p '{"description":"other"}'
sed 's/value: 1000/value: many/' pc.yaml | kubectl create -f -
kubectl explain pc
kubectl delete pc high
kubectl get pc high
