# versions: 1.27,1.30,1.33
# The fields of every kind.
kubectl explain pod.spec.restartPolicy
kubectl explain pod.spec.containers.ports
kubectl explain pod.spec.volumes.hostPath
kubectl explain service.spec.ipFamilies
kubectl explain pvc.spec.accessModes
kubectl explain cronjob
kubectl explain cj.spec.concurrencyPolicy
kubectl explain job.spec.podFailurePolicy --recursive
kubectl explain hpa.spec.metrics --recursive
kubectl explain hpa --api-version=autoscaling/v1 --recursive
kubectl explain netpol.spec --recursive
kubectl explain ing.spec.rules.http.paths
kubectl explain clusterrole.rules
kubectl explain events --api-version=events.k8s.io/v1
kubectl explain crd.spec.versions
kubectl explain crd.spec.versions.schema.openAPIV3Schema
kubectl explain apiservice.spec
kubectl explain sc
kubectl explain csr.spec
kubectl explain subjectaccessreview.spec
kubectl explain tokenreviews
kubectl explain flowschema.spec --recursive
for kind in $(kubectl api-resources -o name); do kubectl explain $kind --recursive | wc; done
