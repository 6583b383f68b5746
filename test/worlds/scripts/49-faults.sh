# Wrong manifests of the new kinds: several faults at once, wrong types, wrong versions, wrong names.
printf 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {}\n' | kubectl create -f -
printf 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {replicas: -1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: []}}}\n' | kubectl create -f -
printf 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: C_, image: ""}]}}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: A}\nspec: {replicas: -2}\n' | kubectl create -f -
printf 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {parallelism: two}\n' | kubectl create -f -
printf 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: 5, jobTemplate: {}}\n' | kubectl create -f -
printf 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n' | kubectl create -f -
printf 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {matchLabels: {"": x}}, policyTypes: [Sideways]}\n' | kubectl create -f -
printf 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, maxUnavailable: 150%%, selectr: {}}\n' | kubectl create -f -
printf 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: -1, maxUnavailable: 150%%}\n' | kubectl create -f -
printf 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 0}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {limits: [{type: Container, min: {cpu: 2}, max: {cpu: 1}}, {type: Container}]}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: a}\nspec: {hard: {pods: -1, nosuch/thing: 1.5, cpu: x}}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec: {}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {}\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {accessModes: ReadWriteOnce}\n' | kubectl create -f -
printf 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a}\nprovisioner: p\nreclaimPolicy: Keep\n' | kubectl create -f -
printf 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-mine}\nvalue: 3000000000\n' | kubectl create -f -
printf 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-mine}\nvalue: 5\n' | kubectl create -f -
printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: [{verbs: []}]\n' | kubectl create -f -
printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role, name: x}\nsubjects: [{kind: ServiceAccount, name: x}]\n' | kubectl create -f -
printf 'apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {name: a}\nspec: {request: "!"}\n' | kubectl create -f -
printf 'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: a}\nspec: {cidrs: [10.0.0.0]}\n' | kubectl create -f -
printf 'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: a}\nspec: {controller: ""}\n' | kubectl create -f -
printf 'apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: a}\nspec: {leaseDurationSeconds: 0, leaseTransitions: -1}\n' | kubectl create -f -
printf 'apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: a}\n' | kubectl create -f -
printf 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4\nendpoints: [{addresses: [1.2.3]}]\n' | kubectl create -f -
printf 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\nsubsets: [{addresses: [{ip: 1.2.3.4}], ports: [{port: 80}]}]\n' | kubectl create -f -
kubectl describe ep a
kubectl get ep a -o yaml
kubectl get nosuch
kubectl get job nosuch
kubectl get sts,ds nosuch
kubectl describe pv nosuch
kubectl describe role.v1.rbac nosuch
kubectl delete cronjobs.batch nosuch
kubectl delete pvc nosuch --ignore-not-found
kubectl label sts nosuch a=b
kubectl annotate netpol nosuch a=b
kubectl edit hpa nosuch
kubectl scale job nosuch --replicas=2
kubectl create -f nosuch.yaml
kubectl get pv -n nosuch
kubectl get role -n nosuch
